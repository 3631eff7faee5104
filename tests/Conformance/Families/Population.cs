using MtcpRedis.Conformance.Grammar;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Writes that fill keys of every type, for families that work on any key.</summary>
public static class Population
{
    public static readonly IReadOnlyList<Production> All =
    [
        Line("SET %str %val", weight: 10),
        Line("SET %num %int64", weight: 5),
        Line("APPEND %str %small", weight: 3),
        Line("HSET %hash {1,4 %field %small}", weight: 10),
        Line("RPUSH %list {1,4 %small}", weight: 10),
        Line("SADD %set {1,5 %imember}", weight: 10),
        Line("ZADD %zset {1,4 %score %member}", weight: 10),
        Line("GEOADD %geo %lon %lat %member", weight: 4),
        Line("PFADD %hll {1,4 %member}", weight: 4),
        Line("SETBIT %bits %off %bit", weight: 4),
    ];
}
