using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>SORT with all options. Orders that Redis leaves open are compared as sets.</summary>
public static class SortFamily
{
    private const string Source = "(%sortlist|%sortset|%sortzset)";
    private const string Get = "{0,3 GET (w:*|o:*->f|o:*->g|#|nothing:*|w:)}";

    public static readonly Family Family = new(
        "sort",
        [
            Line("RPUSH %sortlist {1,6 %sortelem}", weight: 20),
            Line("SADD %sortset {1,6 %sortelem}", weight: 20),
            Line("ZADD %sortzset {1,5 %floatinrange %sortelem}", weight: 20),
            Line("MSET {1,3 %sortweight %floatinrange}", weight: 15),
            Line("HSET %sortobject (f|g) %small", weight: 15),
            Line($"SORT {Source} <[LIMIT %idx %idx] {Get} [ASC|DESC]>", weight: 25),
            Line($"SORT {Source} <ALPHA [LIMIT %idx %idx] {Get} [ASC|DESC]>", weight: 25),
            Line($"SORT (%sortlist|%sortzset) <BY (w:*|o:*->f) [LIMIT %idx %idx] {Get} [ASC|DESC]>", weight: 17),

            // A spoilt pattern names no key, which leaves a set in the order of its table.
            Line($"SORT %sortset <BY (w:*|o:*->f) [LIMIT %idx %idx] {Get} [ASC|DESC]>", weight: 8, spoil: false),
            Line($"SORT {Source} <BY (w:*|o:*->f) ALPHA [ASC|DESC]>", Rules.Unordered, weight: 10),
            Line($"SORT (%sortlist|%sortzset) <BY nosort [LIMIT %idx %idx] {Get} [ASC|DESC]>", weight: 12),
            Line($"SORT %sortset <BY nosort>", Rules.Unordered, weight: 5),
            Line($"SORT {Source} <[BY w:*] [LIMIT %idx %idx] {Get} [ASC|DESC] STORE %list>", weight: 20),
            Line($"SORT {Source} <ALPHA [LIMIT %idx %idx] {Get} [ASC|DESC] STORE %sortlist>", weight: 5),
            Line($"SORT_RO {Source} <[ALPHA] [LIMIT %idx %idx] {Get} [ASC|DESC]>", weight: 10),
            Line($"SORT_RO {Source} STORE %list", weight: 1),
            Line("LRANGE %list 0 -1", weight: 8),
            Line("SORT %str", weight: 2),
            Line("DEL (%sortlist|%sortset|%sortzset|%sortweight|%sortobject|%list)", weight: 8),
            Line("SET %str %small", weight: 2),
        ]);
}
