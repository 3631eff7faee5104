using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Keys of all types in several databases.</summary>
public static class GenericFamily
{
    public static readonly Family Family = new(
        "generic",
        [
            .. Population.All,
            Line("OBJECT IDLETIME %any", Rules.Near(20), weight: 3),
            Line("DEL {1,3 %any}", weight: 10),
            Line("UNLINK {1,3 %any}", weight: 6),
            Line("EXISTS {1,4 %any}", weight: 12),
            Line("TOUCH {1,4 %any}", weight: 6),
            Line("TYPE %any", weight: 12),
            Line("RENAME %any %any", weight: 20),
            Line("RENAMENX %any %any", weight: 15),
            Line("COPY %any %any <[DB %db] [REPLACE]>", weight: 25),
            Line("MOVE %any %db", weight: 12),
            Line("SELECT %db", weight: 3),
            Line("SELECT 0", weight: 3),
            Line("KEYS %glob", Rules.Unordered, weight: 12),
            Lines("RANDOMKEY", 6, ("KEYS *", Rules.Unordered), ("RANDOMKEY", Rules.PickedFrom(1, distinct: true))),
            Line("DBSIZE", weight: 6),
            Line("EXPIRE %any %secs", weight: 6),
            Line("PERSIST %any", weight: 4),
            Line("TTL %any", Rules.Near(10), weight: 6),
            Line("OBJECT ENCODING %any", weight: 10),
            Line("SWAPDB %db %db", weight: 2),
            Line("FLUSHDB [ASYNC|SYNC|NOW]", weight: 1),
            Line("NOSUCHCOMMAND {0,3 %val}", weight: 1),
        ]);
}
