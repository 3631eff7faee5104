using MtcpRedis.Conformance.Grammar;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Bit operations on strings.</summary>
public static class BitmapFamily
{
    private const string Get = "GET %bitfieldtype %bitfieldoff";
    private const string Set = "SET %bitfieldtype %bitfieldoff %int64";
    private const string IncrBy = "INCRBY %bitfieldtype %bitfieldoff %int64";
    private const string Overflow = "OVERFLOW (WRAP|SAT|FAIL|NONE)";

    public static readonly Family Family = new(
        "bitmap",
        [
            Line("SETBIT %bits %off %bit", weight: 40),
            Line("GETBIT %bits %off", weight: 15),
            Line("BITCOUNT %bits", weight: 10),
            Line("BITCOUNT %bits %idx %idx [BYTE|BIT|bytes]", weight: 20),
            Line("BITPOS %bits %bit", weight: 10),
            Line("BITPOS %bits %bit %idx [%idx [BYTE|BIT|BYTES]]", weight: 25),
            Line("BITOP (AND|OR|XOR) %bits {1,4 %bits}", weight: 20),
            Line("BITOP NOT %bits %bits [%bits]", weight: 6),
            Line("BITOP NAND %bits %bits", weight: 1),
            Line($"BITFIELD %bits {{1,4 ({Get}|{Set}|{IncrBy}|{Overflow} {IncrBy}|{Overflow} {Set}|{Overflow})}}", weight: 40),
            Line($"BITFIELD_RO %bits {{1,3 {Get}}}", weight: 10),
            Line("BITFIELD_RO %bits SET u8 0 1", weight: 1),
            Line("BITFIELD %bits", weight: 1),
            Line("SET %bits %val", weight: 10),
            Line("GET %bits", weight: 10),
            Line("STRLEN %bits", weight: 4),
            Line("APPEND %bits %small", weight: 4),
            Line("DEL %bits", weight: 5),
            Line("LPUSH %bits a", weight: 1),
        ]);
}
