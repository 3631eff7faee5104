using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Hashes.</summary>
public static class HashFamily
{
    public static readonly Family Family = new(
        "hash",
        [
            Line("HSET %hash {1,4 %field %val}", weight: 40),
            Line("HSET %hash {1,3 %field %int}", weight: 20),
            Line("HSET %hash {100,200 %uniq %small}", weight: 2),
            Line("HMSET %hash {1,4 %field %small}", weight: 12),
            Line("HSETNX %hash %field %val"),
            Line("HGET %hash %field", weight: 15),
            Line("HMGET %hash {1,5 %field}", weight: 12),
            Line("HGETALL %hash", Rules.Pairs, weight: 15),
            Line("HKEYS %hash", Rules.Unordered),
            Line("HVALS %hash", Rules.Unordered),
            Line("HLEN %hash"),
            Line("HSTRLEN %hash %field"),
            Line("HEXISTS %hash %field"),
            Line("HDEL %hash {1,4 %field}", weight: 20),
            Line("HINCRBY %hash %field %int", weight: 15),
            Line("HINCRBYFLOAT %hash %field %float", weight: 15),
            Line("HRANDFIELD %hash 0", weight: 1, spoil: false),
            Line(
                "HRANDFIELD %hash (abc|9223372036854775808|-9223372036854775808|9223372036854775807 WITHVALUES|1 WITHSCORES)",
                weight: 2,
                spoil: false),
            Lines("HRANDFIELD", 4, ("HKEYS %hash=1", Rules.Unordered), ("HRANDFIELD %hash=1", Rules.PickedFrom(1, distinct: true))),
            Lines("HRANDFIELD", 5, ("HKEYS %hash=1", Rules.Unordered), ("HRANDFIELD %hash=1 %pos", Rules.PickedFrom(1, distinct: true))),
            Lines(
                "HRANDFIELD",
                5,
                ("HKEYS %hash=1", Rules.Unordered),
                ("HRANDFIELD %hash=1 (-1|-5|-20|-100)", Rules.PickedFrom(1, distinct: false))),
            Lines(
                "HRANDFIELD",
                5,
                ("HGETALL %hash=1", Rules.Pairs),
                ("HRANDFIELD %hash=1 (1|3|100) WITHVALUES", Rules.PickedFrom(1, distinct: true, width: 2))),
            Lines(
                "HRANDFIELD",
                3,
                ("HGETALL %hash=1", Rules.Pairs),
                ("HRANDFIELD %hash=1 (-3|-40) WITHVALUES", Rules.PickedFrom(1, distinct: false, width: 2))),
            Line("OBJECT ENCODING %hash", weight: 6),
            Line("DEL %hash", weight: 5),
            Line("COPY %hash %hash [REPLACE]", weight: 3),
            Line("RENAME %hash %hash", weight: 2),
            Line("HGET %any %field", weight: 3),
            Line("SET %hash %small", weight: 2),
        ])
    {
        Directives = [("hash-max-listpack-entries", ["0", "6", "12", "512"]), ("hash-max-listpack-value", ["0", "4", "20", "1000"])],
    };
}
