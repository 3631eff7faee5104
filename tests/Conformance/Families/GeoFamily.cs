using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Positions on the globe. Without ASC, DESC or COUNT the order is free.</summary>
public static class GeoFamily
{
    private const string From = "(FROMMEMBER %member|FROMLONLAT %lon %lat)";
    private const string By = "(BYRADIUS %radius %unit|BYBOX %radius %radius %unit)";
    private const string With = "[WITHCOORD] [WITHDIST] [WITHHASH]";

    public static readonly Family Family = new(
        "geo",
        [
            Line("GEOADD %geo <[NX|XX] [CH]> {1,4 %lon %lat %member}", weight: 50),
            Line("GEOADD %geo {20,60 %lon %lat %member}", weight: 3),
            Line("GEODIST %geo %member %member [%unit]", weight: 15),
            Line("GEOHASH %geo {0,4 %member}"),
            Line("GEOPOS %geo {0,4 %member}"),
            Line($"GEOSEARCH %geo <{From} {By} (ASC|DESC) [COUNT %cnt] {With}>", weight: 40, spoil: false),
            Line($"GEOSEARCH %geo <{From} {By} {With}>", Rules.Unordered, weight: 20, spoil: false),
            Line($"GEOSEARCH %geo <[{From}] [{By}] [COUNT %cnt ANY] [COUNT %bad] [ANY] STOREDIST>", weight: 2),
            Line($"GEOSEARCHSTORE %geo %geo <{From} {By} [ASC|DESC] [COUNT %cnt]>", weight: 8, spoil: false),
            Line($"GEOSEARCHSTORE %zset %geo <{From} {By} STOREDIST [COUNT %cnt] [WITHDIST]>", weight: 8, spoil: false),
            Line($"GEORADIUS %geo %lon %lat %radius %unit <(ASC|DESC) [COUNT %cnt] {With}>", weight: 12, spoil: false),
            Line($"GEORADIUS %geo %lon %lat %radius %unit <{With}>", Rules.Unordered, weight: 6, spoil: false),
            Line("GEORADIUS %geo %lon %lat %radius %unit <[COUNT %cnt] (STORE %geo|STOREDIST %zset)>", weight: 5, spoil: false),
            Line("GEORADIUS %geo %lon %lat %radius %unit <[WITHDIST] STORE %geo>", weight: 1, spoil: false),
            Line($"GEORADIUS_RO %geo %lon %lat %radius %unit <(ASC|DESC) [COUNT %cnt] {With}>", weight: 5, spoil: false),
            Line("GEORADIUS_RO %geo %lon %lat %radius %unit STORE %geo", weight: 1),
            Line($"GEORADIUSBYMEMBER %geo %member %radius %unit <(ASC|DESC) [COUNT %cnt] {With}>", weight: 8, spoil: false),
            Line($"GEORADIUSBYMEMBER_RO %geo %member %radius %unit <(ASC|DESC) {With}>", weight: 4, spoil: false),
            Line("GEORADIUSBYMEMBER %geo %member %radius %unit STOREDIST %zset", weight: 3, spoil: false),
            Lines(
                "GEOSEARCH", 4,
                ("GEOSEARCH %geo=1 FROMLONLAT 15 37 BYRADIUS 30000 km", Rules.Unordered),
                ("GEOSEARCH %geo=1 FROMLONLAT 15 37 BYRADIUS 30000 km COUNT (1|3|50) ANY", Rules.PickedFrom(1, distinct: true))),
            Line("ZREM %geo {1,3 %member}"),
            Line("ZRANGE %geo 0 -1 WITHSCORES", weight: 5),
            Line("ZADD %geo %score %member", weight: 1),
            Line("DEL %geo", weight: 2),
            Line("SET %geo %small", weight: 1),
        ]);
}
