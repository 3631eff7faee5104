using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.CommandFlags;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>The commands that take strings for arrays of bits.</summary>
internal static class BitmapCommands
{
    public static ShardCommand[] All { get; } = [.. SingleBits, .. Searches, .. Fields, Combination];

    private static ShardCommand[] SingleBits =>
    [
        new("SETBIT", 4, Write | DenyOom, Keys.At(1, RW | Access | Update), CommandGroup.Bitmap, BitCommands.SetBit)
        {
            Docs = new("Sets or clears one bit of a string and gives the old one.", "2.2.0", "O(1)") { Arguments = "key offset value/integer" },
        },
        new("GETBIT", 3, CommandFlags.ReadOnly | Fast, Keys.At(1, RO | Access), CommandGroup.Bitmap, BitCommands.GetBit)
        {
            Docs = new("Gives one bit of a string.", "2.2.0", "O(1)") { Arguments = "key offset" },
        },
    ];

    private static ShardCommand[] Searches =>
    [
        new("BITCOUNT", -2, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.Bitmap, BitRangeCommands.BitCount)
        {
            Docs = new("Counts the bits of a string that are set.", "2.6.0", "O(N)")
            {
                Arguments = "key [range: start end [BYTE | BIT]]",
                History = ["7.0.0: Added the `BYTE|BIT` option."],
            },
        },
        new("BITPOS", -3, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.Bitmap, BitRangeCommands.BitPos)
        {
            Docs = new("Finds the first bit of a string that is set or clear.", "2.8.7", "O(N)")
            {
                Arguments = "key bit [range: start [end-unit-block: end [BYTE | BIT]]]",
                History = ["7.0.0: Added the `BYTE|BIT` option."],
            },
        },
    ];

    private static ShardCommand[] Fields =>
    [
        new("BITFIELD", -2, Write | DenyOom, Keys.At(1, RW | Update | Access | VariableFlags), CommandGroup.Bitmap, BitFieldCommands.BitField)
        {
            FindKeyFlags = BitFieldCommands.KeyFlags,
            Docs = new("Reads and changes integers of any width at any bit of a string.", "3.2.0", "O(1) for each subcommand specified")
            {
                Arguments = "key [operation: <get-block: GET encoding offset>"
                    + " | <write: [OVERFLOW <overflow-block: WRAP | SAT | FAIL>]"
                    + " <write-operation: <set-block: SET encoding offset value/integer>"
                    + " | <incrby-block: INCRBY encoding offset increment>>>]...",
            },
        },
        new("BITFIELD_RO", -2, CommandFlags.ReadOnly | Fast, Keys.At(1, RO | Access), CommandGroup.Bitmap, BitFieldCommands.BitFieldRo)
        {
            Docs = new("Reads integers of any width at any bit of a string.", "6.0.0", "O(1) for each subcommand specified")
            {
                Arguments = "key [get-block: GET encoding offset [GET encoding offset ...]]",
            },
        },
    ];

    private static ShardCommand Combination => new(
        "BITOP", -4, Write | DenyOom, [Keys.At(2, OW | Update), Keys.Range(3, -1, RO | Access)], CommandGroup.Bitmap, BitOpCommand.BitOp)
    {
        Docs = new("Combines strings bit by bit and stores the result.", "2.6.0", "O(N)")
        {
            Arguments = "<operation: AND | OR | XOR | NOT> destkey key [key ...]",
        },
    };
}
