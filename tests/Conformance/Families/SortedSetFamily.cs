using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.Conformance.Streams;
using MtcpRedis.TestKit;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Sorted sets, without waiting.</summary>
public static class SortedSetFamily
{
    private const string Options = "<[NX|XX] [GT|LT] [CH]>";

    public static readonly Family Family = new(
        "sortedset",
        [
            Line("ZADD %zset {1,4 %score %member}", weight: 40),
            Line($"ZADD %zset {Options} {{1,3 %score %member}}", weight: 30),
            Line($"ZADD %zset {Options} INCR %score %member", weight: 12),
            Line("ZADD %zset {100,200 %score %uniq}", weight: 2),

            // One score: ranges by member are unspecified otherwise.
            Line("ZADD %lex {1,5 0 %member}", weight: 20, spoil: false),
            Line("ZINCRBY %zset %score %member", weight: 15),
            Line("ZSCORE %zset %member"),
            Line("ZMSCORE %zset {1,4 %member}"),
            Line("ZRANK %zset %member", spoil: false),
            Line("ZREVRANK %zset %member", spoil: false),
            Line("(ZRANK|ZREVRANK) %zset [%member WITHSCORES]", weight: 1, spoil: false, plain: false),
            Line("ZCARD %zset"),
            Line("ZCOUNT %zset %smin %smin"),
            Line("ZLEXCOUNT %lex %lmin %lmin"),
            Line("ZRANGE %zset %idx %idx [REV] [WITHSCORES]", weight: 20),
            Line("ZRANGE %zset %smin %smin <BYSCORE [REV] [LIMIT %idx %idx] [WITHSCORES]>", weight: 20),
            Line("ZRANGE %lex %lmin %lmin <BYLEX [REV] [LIMIT %idx %idx]>", weight: 15),
            Line("ZRANGE %zset %idx %idx <[LIMIT 0 1] [BYLEX WITHSCORES]>", weight: 2),
            Line("ZRANGESTORE %zset %zset (%idx %idx [REV]|%smin %smin <BYSCORE [REV] [LIMIT %idx %idx]>)", weight: 12),
            Line("ZRANGESTORE %lex %lex %lmin %lmin <BYLEX [REV] [LIMIT %idx %idx]>", weight: 5),
            Line("ZREVRANGE %zset %idx %idx [WITHSCORES]"),
            Line("ZRANGEBYSCORE %zset %smin %smin <[WITHSCORES] [LIMIT %idx %idx]>"),
            Line("ZREVRANGEBYSCORE %zset %smin %smin <[WITHSCORES] [LIMIT %idx %idx]>"),
            Line("ZRANGEBYLEX %lex %lmin %lmin [LIMIT %idx %idx]"),
            Line("ZREVRANGEBYLEX %lex %lmin %lmin [LIMIT %idx %idx]"),
            Line("ZREM %zset {1,3 %member}", weight: 15),
            Line("ZREMRANGEBYRANK %zset %idx %idx", weight: 4),
            Line("ZREMRANGEBYSCORE %zset %smin %smin", weight: 4),
            Line("ZREMRANGEBYLEX %lex %lmin %lmin", weight: 4),
            Line("ZPOPMIN %zset [%cnt]"),
            Line("ZPOPMAX %zset [%cnt]"),
            Line("ZMPOP #{1,3 %zset} (MIN|MAX) [COUNT %cnt]"),
            Line("ZINTERCARD #{1,3 %zset} [LIMIT %nat]"),
            Line("ZDIFF #{1,3 %zset} [WITHSCORES]"),
            Line("ZDIFFSTORE %zset #{1,3 %zset}", weight: 5),
            Custom("ZUNION", 30, g => Combine(g, store: false)),
            Custom("ZUNIONSTORE", 20, g => Combine(g, store: true)),
            Line(
                "ZRANDMEMBER %zset (abc|0|9223372036854775808|-9223372036854775808|9223372036854775807 WITHSCORES|1 WITHVALUES)",
                weight: 2,
                spoil: false),
            Lines("ZRANDMEMBER", 4, ("ZRANGE %zset=1 0 -1", Rules.Exact), ("ZRANDMEMBER %zset=1", Rules.PickedFrom(1, distinct: true))),
            Lines(
                "ZRANDMEMBER",
                4,
                ("ZRANGE %zset=1 0 -1", Rules.Exact),
                ("ZRANDMEMBER %zset=1 (1|5|100)", Rules.PickedFrom(1, distinct: true))),
            Lines(
                "ZRANDMEMBER",
                4,
                ("ZRANGE %zset=1 0 -1 WITHSCORES", Rules.Exact),
                ("ZRANDMEMBER %zset=1 (2|80) WITHSCORES", Rules.PickedFrom(1, distinct: true, width: 2))),
            Lines(
                "ZRANDMEMBER",
                4,
                ("ZRANGE %zset=1 0 -1 WITHSCORES", Rules.Exact),
                ("ZRANDMEMBER %zset=1 (-2|-30) WITHSCORES", Rules.PickedFrom(1, distinct: false, width: 2))),
            Line("OBJECT ENCODING %zset", weight: 6),
            Line("DEL %zset", weight: 4),
            Line("DEL %lex", weight: 1),
            Line("COPY %zset %zset [REPLACE]", weight: 3),
            Line("RENAME %zset %zset", weight: 2),
            Line("ZCARD %any", weight: 3),
            Line("SADD %set {1,5 %member}", weight: 4),
            Line("SET %zset %small", weight: 2),
        ])
    {
        Directives = [("zset-max-listpack-entries", ["0", "6", "12", "512"]), ("zset-max-listpack-value", ["0", "4", "20", "1000"])],
    };

    /// <summary>ZUNION and ZINTER with as many weights as keys, mostly; plain sets may take part.</summary>
    private static Step Combine(Gen g, bool store)
    {
        var count = g.Between(1, 3);
        var words = new List<byte[]> { Gen.Text(g.Pick("ZUNION", "ZINTER") + (store ? "STORE" : "")) };
        if (store)
        {
            words.Add(Words.Make("zset", g));
        }

        words.Add(Gen.Text(count));
        words.AddRange(Enumerable.Range(0, count).Select(_ => Words.Make(g.Chance(0.15) ? "set" : "zset", g)));
        if (g.Chance(0.5))
        {
            words.Add(Gen.Text("WEIGHTS"));
            words.AddRange(Enumerable.Range(0, g.Chance(0.95) ? count : count - 1).Select(_ => Words.Make("weight", g)));
        }

        TemplateParser.Parse(store ? "[AGGREGATE (SUM|MIN|MAX|AVG)]" : "<[AGGREGATE (SUM|MIN|MAX)] [WITHSCORES]>").Write(g, words);
        return new Step(new Exchange(g.Client, new RespCommand(words), Rules.Exact, isPlain: true));
    }
}
