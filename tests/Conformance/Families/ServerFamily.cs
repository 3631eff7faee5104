using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Administration: what is comparable exactly, and the shape of the rest.</summary>
public static class ServerFamily
{
    private const string Directive =
        "(hash-max-listpack-entries|list-max-listpack-size|set-max-intset-entries|zset-max-listpack-value|maxmemory-policy|lazyfree-lazy-user-del"
        + "|notify-keyspace-events|slowlog-max-len|proto-max-bulk-len|hll-sparse-max-bytes|databases|list-compress-depth)";

    public static readonly Family Family = new(
        "server",
        [
            .. Population.All,
            Line("DBSIZE", weight: 10),
            Line("FLUSHDB [ASYNC|SYNC|NOW]", weight: 3),
            Line("FLUSHALL [ASYNC|SYNC|NOW]", weight: 2),
            Line("SWAPDB %db %db", weight: 8),
            Line("SELECT %db", weight: 6),
            Line("SELECT 0", weight: 3),
            Line("TIME", Rules.Shape, weight: 3),
            Line($"CONFIG GET {Directive}", Rules.Pairs, weight: 12, spoil: false),
            Line($"CONFIG GET {Directive} {Directive}", Rules.Pairs, weight: 4, spoil: false),
            Line("CONFIG GET nosuch", Rules.Pairs, weight: 1, spoil: false),
            Line("CONFIG GET *-max-intset-*", Rules.Pairs, weight: 1, spoil: false),
            Line(
                "CONFIG SET (hash-max-listpack-entries|set-max-intset-entries|zset-max-listpack-value|slowlog-max-len) (0|10|128|abc|-1|)",
                weight: 8,
                spoil: false),
            Line("CONFIG SET lazyfree-lazy-user-del (yes|no|maybe|YES)", weight: 3, spoil: false),
            Line("CONFIG SET maxmemory-policy (noeviction|allkeys-lru|volatile-ttl|nosuch)", weight: 3, spoil: false),
            Line("CONFIG SET notify-keyspace-events (KEA|Kg$|AKE|xyz|)", weight: 3, spoil: false),
            Line("CONFIG SET list-max-listpack-size (-2|-5|10|abc|1k)", weight: 2, spoil: false),
            Line("CONFIG SET hll-sparse-max-bytes (1k|3000|2kb|abc|-1|1x)", weight: 2, spoil: false),
            Line("CONFIG SET hash-max-listpack-entries 5 set-max-intset-entries (7|abc)", weight: 2, spoil: false),
            Line("CONFIG SET hash-max-listpack-entries 5 hash-max-listpack-entries 6", weight: 1, spoil: false),
            Line("CONFIG SET (nosuch 1|databases 3|hash-max-listpack-entries|port)", weight: 2, spoil: false),
            Line("CONFIG (RESETSTAT|NOSUCH|GET|SET|RESETSTAT x)", weight: 3, spoil: false),
            Line("CONFIG HELP", Rules.SameType, weight: 1, spoil: false),
            Line("COMMAND COUNT", Rules.SameType, weight: 2, spoil: false),
            Line("COMMAND (NOSUCH|COUNT x|LIST x|LIST FILTERBY NOSUCH x)", weight: 3, spoil: false),
            Line("COMMAND GETKEYS (GET %str|MSET a 1 b 2|SORT k BY w STORE d|ZUNIONSTORE d 2 a b|LMPOP 2 a b LEFT|SET a b|PING x|NOSUCH x|GET"
                + "|BLMPOP 0 1 a LEFT|GEORADIUS a 1 1 1 m STORE b)", weight: 6, spoil: false),
            Line("COMMAND GETKEYSANDFLAGS (GET %str|MSET a 1 b 2|LMOVE a b LEFT RIGHT|DEL a b c|SET a b)", weight: 4, spoil: false),
            Line("COMMAND LIST FILTERBY PATTERN (zran*|mge?|nosuch*)", Rules.Unordered, weight: 3, spoil: false),
            Line("COMMAND INFO nosuch", weight: 1, spoil: false),
            Line("COMMAND DOCS nosuch", weight: 1, spoil: false),
            Line("SLOWLOG LEN", Rules.SameType, weight: 2, spoil: false),
            Line("SLOWLOG GET [1|0|-1]", Rules.SameType, weight: 2, spoil: false),
            Line("SLOWLOG (RESET|NOSUCH|GET abc|GET -2|LEN x)", weight: 3, spoil: false),
            Line("SLOWLOG HELP", Rules.SameType, weight: 1, spoil: false),
            Line(
                "INFO [server|clients|memory|stats|keyspace|commandstats|nosuch|all|everything|default]",
                Rules.SameType,
                weight: 6,
                spoil: false),
            Line("LOLWUT [VERSION 5 1 1 1|VERSION 6]", Rules.SameType, weight: 1, spoil: false),
            Line("MEMORY USAGE %any", Rules.SameType, weight: 4, spoil: false),
            Line("MEMORY (NOSUCH|USAGE|STATS x)", weight: 2, spoil: false),
            Line("MEMORY STATS", Rules.SameType, weight: 1, spoil: false),
            Line("DEBUG OBJECT %any", Rules.SameType, weight: 3, spoil: false),
            Line("DEBUG SET-ACTIVE-EXPIRE (0|1)", weight: 2, spoil: false),
            Line("DEBUG SLEEP 0", weight: 1, spoil: false),
            Line("DEBUG DIGEST", Rules.SameType, weight: 2, spoil: false),
            Line("DEBUG DIGEST-VALUE {1,2 %any}", Rules.Shape, weight: 2, spoil: false),
            Line("DEBUG STRINGMATCH-LEN (10|1000) a*a*", weight: 1, spoil: false),
            Line("DEBUG QUICKLIST-PACKED-THRESHOLD (100b|1k|0|nosuch)", weight: 1, spoil: false),
            Line("DEBUG (NOSUCH|OBJECT|OBJECT no:such:key|SLEEP)", weight: 2, spoil: false),
            Line("DEBUG HTSTATS (0|15)", Rules.SameType, weight: 1, spoil: false),
            Line("(CONFIG|COMMAND|MEMORY|DEBUG|OBJECT) (get|NOSUCH) {0,2 %small}", weight: 2, spoil: false),
        ]);
}
