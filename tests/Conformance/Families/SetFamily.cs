using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Sets. After a random removal the key is deleted, so that both sides stay equal.</summary>
public static class SetFamily
{
    public static readonly Family Family = new(
        "set",
        [
            Line("SADD %set {1,6 %imember}", weight: 40),
            Line("SADD %set {1,5 %int}", weight: 20),
            Line("SADD %set {1,4 %val}", weight: 10),
            Line("SADD %set {100,300 %int64}", weight: 2),
            Line("SADD %set {100,200 %member}", weight: 1),
            Line("SREM %set {1,5 %imember}", weight: 20),
            Line("SISMEMBER %set %imember"),
            Line("SMISMEMBER %set {1,5 %imember}"),
            Line("SCARD %set"),
            Line("SMEMBERS %set", Rules.Unordered, weight: 15),
            Line("SMOVE %set %set %imember", weight: 12),
            Line("SINTER {1,4 %set}", Rules.Unordered, weight: 15),
            Line("SUNION {1,4 %set}", Rules.Unordered, weight: 12),
            Line("SDIFF {1,4 %set}", Rules.Unordered, weight: 15),
            Line("SINTERSTORE %set {1,3 %set}"),
            Line("SUNIONSTORE %set {1,3 %set}", weight: 6),
            Line("SDIFFSTORE %set {1,3 %set}", weight: 8),
            Line("SINTERCARD #{1,4 %set} [LIMIT %nat]", weight: 12),
            Line("SPOP %set (0|-1|abc|1 2)", weight: 2, spoil: false),
            Lines(
                "SPOP",
                5,
                ("SMEMBERS %set=1", Rules.Unordered),
                ("SPOP %set=1", Rules.PickedFrom(1, distinct: true)),
                ("SCARD %set=1", Rules.Exact),
                ("DEL %set=1", Rules.Exact)),
            Lines(
                "SPOP",
                6,
                ("SMEMBERS %set=1", Rules.Unordered),
                ("SPOP %set=1 (1|3|8|40|1000)", Rules.PickedFrom(1, distinct: true)),
                ("SCARD %set=1", Rules.Exact),
                ("DEL %set=1", Rules.Exact)),
            Line("SRANDMEMBER %set (0|abc|9223372036854775808|-9223372036854775808)", weight: 2, spoil: false),
            Lines("SRANDMEMBER", 5, ("SMEMBERS %set=1", Rules.Unordered), ("SRANDMEMBER %set=1", Rules.PickedFrom(1, distinct: true))),
            Lines(
                "SRANDMEMBER",
                6,
                ("SMEMBERS %set=1", Rules.Unordered),
                ("SRANDMEMBER %set=1 (1|3|8|40|1000)", Rules.PickedFrom(1, distinct: true))),
            Lines(
                "SRANDMEMBER",
                5,
                ("SMEMBERS %set=1", Rules.Unordered),
                ("SRANDMEMBER %set=1 (-1|-5|-60)", Rules.PickedFrom(1, distinct: false))),
            Line("OBJECT ENCODING %set", weight: 6),
            Line("DEL %set", weight: 3),
            Line("COPY %set %set [REPLACE]", weight: 3),
            Line("RENAME %set %set", weight: 2),
            Line("SCARD %any", weight: 3),
            Line("SET %set %small", weight: 2),
        ])
    {
        Directives = [("set-max-intset-entries", ["0", "8", "20", "1000"])],
    };
}
