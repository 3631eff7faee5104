using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.Conformance.Streams;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Iterations: whole ones compared as sets, wrong ones by their errors.</summary>
public static class ScanFamily
{
    public static readonly Family Family = new(
        "scan",
        [
            .. Population.All,
            Line("HSET %hash {30,100 %uniq %small}", weight: 3),
            Line("SADD %set {30,100 %uniq}", weight: 3),
            Line("ZADD %zset {30,100 %score %uniq}", weight: 3),
            Line("MSET {30,80 %member %small}", weight: 2),
            Line("DEL {1,4 %any}", weight: 6),
            Custom("SCAN", 12, Keys),
            Custom("HSCAN", 10, g => Values(g, "HSCAN", "hash")),
            Custom("SSCAN", 10, g => Values(g, "SSCAN", "set")),
            Custom("ZSCAN", 10, g => Values(g, "ZSCAN", "zset")),
            Line("SCAN (abc|1.5|18446744073709551616|%bad) [COUNT 5]", Rules.SameType, weight: 2, spoil: false),
            Line("SCAN 0 (COUNT 0|COUNT -1|COUNT abc|MATCH|NOSUCH 1|TYPE|COUNT)", weight: 2, spoil: false),
            Line("(HSCAN|SSCAN|ZSCAN) %any (abc|1.5) [COUNT 5]", Rules.SameType, weight: 2, spoil: false),
            Line("(HSCAN|SSCAN|ZSCAN) missing 0 (COUNT 0|COUNT abc|MATCH|NOSUCH 1|TYPE string)", weight: 2, spoil: false),
            Line("(HSCAN|SSCAN|ZSCAN) %str 0", Rules.SameType, weight: 2, spoil: false),
        ])
    {
        Directives =
        [
            ("hash-max-listpack-entries", ["0", "10"]), ("zset-max-listpack-entries", ["0", "10"]), ("set-max-intset-entries", ["0", "10"]),
        ],
    };

    private static Step Keys(Gen g)
    {
        var after = new List<byte[]>();
        TemplateParser.Parse("<[MATCH %glob] [COUNT %pos] [TYPE (string|list|set|zset|hash|stream|nosuch)]>").Write(g, after);
        return new Step(new FullScan(g.Client, [Gen.Text("SCAN")], [.. after]));
    }

    private static Step Values(Gen g, string command, string kind)
    {
        var after = new List<byte[]>();
        TemplateParser.Parse("<[MATCH %glob] [COUNT (1|3|10|1000)]>").Write(g, after);
        return new Step(new FullScan(g.Client, [Gen.Text(command), Words.Make(kind, g)], [.. after]));
    }
}
