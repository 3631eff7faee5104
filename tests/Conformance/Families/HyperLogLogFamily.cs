using MtcpRedis.Conformance.Grammar;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>HyperLogLog, down to the bytes of its representation.</summary>
public static class HyperLogLogFamily
{
    public static readonly Family Family = new(
        "hyperloglog",
        [
            Line("PFADD %hll {0,6 %member}", weight: 40),
            Line("PFADD %hll {60,200 %int64}", weight: 6),
            Line("PFADD %hll {100,300 %val}", weight: 1),
            Line("PFCOUNT {1,4 %hll}", weight: 25),
            Line("PFMERGE %hll {0,4 %hll}", weight: 15),
            Line("PFDEBUG ENCODING %hll", weight: 4),
            Line("PFDEBUG DECODE %hll", weight: 2),
            Line("PFDEBUG GETREG %hll", weight: 1),
            Line("PFDEBUG TODENSE %hll", weight: 2),
            Line("PFDEBUG NOSUCH %hll", weight: 1),
            Line("GET %hll", weight: 8),
            Line("STRLEN %hll", weight: 4),
            Line("SET %hll (HYLL|HYLLabcdefghijklmnop|%small|%val)", weight: 3),
            Line("APPEND %hll %small", weight: 1),

            // Only the header: of registers that are no such thing Redis reads beyond the end of the string.
            Line("SETRANGE %hll (4|5) (x|abc)", weight: 1, spoil: false),
            Line("SETRANGE %hll 15 x", weight: 1, spoil: false),
            Line("DEL %hll", weight: 6),
            Line("COPY %hll %hll [REPLACE]", weight: 2),
            Line("LPUSH %hll a", weight: 1),
        ])
    {
        Directives = [("hll-sparse-max-bytes", ["0", "100", "3000", "16000"])],
    };
}
