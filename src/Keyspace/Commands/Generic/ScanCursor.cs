using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>Where an iteration with SCAN goes on: a shard and a place in its table.</summary>
/// <param name="Shard">Number of the shard; any number up to 65535, since clients may send any cursor.</param>
/// <param name="Position">Place in the table, 48 bits.</param>
internal readonly record struct ScanCursor(int Shard, ulong Position)
{
    private const int PositionBits = PointerTable<EntryLayout>.CursorBits;
    private const ulong PositionMask = (1UL << PositionBits) - 1;

    /// <summary>The one number that clients see.</summary>
    public ulong Packed => (ulong)Shard << PositionBits | Position;

    /// <summary>Reads a cursor as Redis does: unsigned, negative numbers wrap, no white space in front, nothing at all is 0, a zero byte ends it.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out ScanCursor cursor)
    {
        cursor = default;
        int zero = text.IndexOf((byte)0);
        if (zero >= 0)
            text = text[..zero];
        if (text.IsEmpty)
            return true;
        bool negative = text[0] == (byte)'-';
        ReadOnlySpan<byte> digits = negative ? text[1..] : text;
        if (digits.IsEmpty || (!char.IsAsciiDigit((char)digits[0]) && (negative || digits[0] != (byte)'+')))
            return false;
        if (!IntegerText.TryParseUnsigned(digits, out ulong value))
            return false;
        if (negative)
            value = unchecked(0 - value);
        cursor = new ScanCursor((int)(value >> PositionBits), value & PositionMask);
        return true;
    }

    /// <summary>The shard that a call of SCAN works on.</summary>
    public static int ShardOf(ReadOnlySpan<ArgSlice> args, int shards) =>
        args.Length > 1 && TryParse(args[1].Span, out ScanCursor cursor) && cursor.Shard < shards ? cursor.Shard : 0;
}
