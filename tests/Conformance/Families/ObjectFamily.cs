using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Encodings and what the server tells about them, with thresholds that change on the way.</summary>
public static class ObjectFamily
{
    public static readonly Family Family = new(
        "object",
        [
            // Commands with more elements than a threshold name each once: 7.2 chooses the encoding by the number of arguments.
            .. Population.All,
            .. Population.All,
            Line("SET %str %val", weight: 15),
            Line("APPEND %num %small", weight: 4),
            Line("HSET %hash {5,20 %uniq %val}", weight: 8),
            Line("RPUSH %list {5,30 %val}", weight: 8),
            Line("SADD %set {5,30 %uniq}", weight: 8),
            Line("ZADD %zset {5,30 %score %uniq}", weight: 8),
            Line("HDEL %hash {3,8 %field}", weight: 8),
            Line("LTRIM %list %idx %idx", weight: 8),
            Line("SREM %set {3,8 %imember}", weight: 8),
            Line("ZREM %zset {3,8 %member}", weight: 8),
            Line("OBJECT ENCODING %any", weight: 60),
            Line("OBJECT REFCOUNT %any", weight: 5),

            // After a change of policy from frequencies to times Redis reads the bits of the one as the other.
            Line("OBJECT IDLETIME %any", Rules.SameType, weight: 5),
            Line("OBJECT FREQ %any", Rules.SameType, weight: 5),
            Line("OBJECT HELP", Rules.SameType, weight: 1, spoil: false),
            Line("OBJECT NOSUCH %any", weight: 1),
            Line("MEMORY USAGE %any [SAMPLES (0|5|100)]", Rules.SameType, weight: 10, spoil: false),
            Line("MEMORY USAGE %any (SAMPLES -1|SAMPLES abc|NOSUCH|SAMPLES)", weight: 2, spoil: false),
            Line("DEBUG OBJECT %any", Rules.SameType, weight: 4, spoil: false),
            Line("CONFIG SET hash-max-listpack-entries (0|6|8|128)", weight: 2, spoil: false),
            Line("CONFIG SET list-max-listpack-size (-2|-1|4|20)", weight: 2, spoil: false),
            Line("CONFIG SET set-max-intset-entries (0|6|8|512)", weight: 2, spoil: false),
            Line("CONFIG SET zset-max-listpack-entries (0|6|8|128)", weight: 2, spoil: false),
            Line("DEL %any", weight: 8),
            Line("COPY %any %any [REPLACE]", weight: 8),
        ])
    {
        Directives =
        [
            ("hash-max-listpack-value", ["8", "30"]), ("zset-max-listpack-value", ["8", "30"]), ("list-max-listpack-size", ["-1", "5"]),
            ("maxmemory-policy", ["allkeys-lfu", "volatile-lru", "allkeys-lru"]),
        ],
    };
}
