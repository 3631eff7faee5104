using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Commands.Strings;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>
/// Commands that look through a range of bits. As in Redis up to 7.2, a key that does not exist is answered before the range is read.
/// </summary>
internal static class BitRangeCommands
{
    public static void BitCount(CommandContext c)
    {
        if (!c.TryRead(1, RedisType.String, out Entry entry))
            return;
        if (entry.IsNull)
        {
            c.Reply.Integer(0);
            return;
        }
        Span<byte> scratch = stackalloc byte[StringValue.ScratchSize];
        ReadOnlySpan<byte> bytes = StringValue.Read(entry, scratch);
        if (c.ArgCount == 2)
            c.Reply.Integer(BitSpan.Count(bytes));
        else if (TryCountRange(c, bytes.Length, out ByteRange range))
            c.Reply.Integer(range.IsEmpty ? 0 : BitSpan.Count(bytes, range.Start, range.End));
    }

    public static void BitPos(CommandContext c)
    {
        if (!c.TryInteger(2, out long bit))
            return;
        if (bit is not (0 or 1))
        {
            c.Reply.Error("ERR The bit argument must be 1 or 0."u8);
            return;
        }
        if (!c.TryRead(1, RedisType.String, out Entry entry))
            return;
        if (entry.IsNull)
        {
            c.Reply.Integer(bit == 1 ? -1 : 0);
            return;
        }
        Span<byte> scratch = stackalloc byte[StringValue.ScratchSize];
        ReadOnlySpan<byte> bytes = StringValue.Read(entry, scratch);
        if (!TryPosRange(c, bytes.Length, out ByteRange range))
            return;
        long found = range.IsEmpty ? -1 : BitSpan.IndexOf(bytes, bit == 1, range.Start, range.End);
        // Without an end the string counts as followed by zeros.
        if (found < 0 && bit == 0 && !range.IsEmpty && c.ArgCount < 5)
            found = (long)bytes.Length * 8;
        c.Reply.Integer(found);
    }

    /// <summary>The range of BITCOUNT in bits; false when the error has been replied.</summary>
    private static bool TryCountRange(CommandContext c, int length, out ByteRange range)
    {
        range = new ByteRange(0, -1);
        if (c.ArgCount is not (4 or 5))
            return Refuse(c);
        if (!c.TryInteger(2, out long start) || !c.TryInteger(3, out long end))
            return false;
        if (start < 0 && end < 0 && start > end)
            return true;
        if (!TryUnit(c, 4, out int unit))
            return Refuse(c);
        range = InBits(ByteRange.Of(start, end, (long)length * 8 / unit), unit);
        return true;
    }

    /// <summary>The range of BITPOS in bits; false when the error has been replied.</summary>
    private static bool TryPosRange(CommandContext c, int length, out ByteRange range)
    {
        range = new ByteRange(0, (long)length * 8 - 1);
        if (c.ArgCount == 3)
            return true;
        if (c.ArgCount > 6)
            return Refuse(c);
        if (!c.TryInteger(3, out long start))
            return false;
        if (!TryUnit(c, 5, out int unit))
            return Refuse(c);
        long end = -1;
        if (c.ArgCount > 4 && !c.TryInteger(4, out end))
            return false;
        range = InBits(Cut(start, end, (long)length * 8 / unit), unit);
        return true;
    }

    /// <summary>BITPOS has no rule of its own for ranges that end before they start, unlike BITCOUNT and GETRANGE.</summary>
    private static ByteRange Cut(long start, long end, long length) => new(
        start < 0 ? Math.Max(0, start + length) : start,
        Math.Min(end < 0 ? Math.Max(0, end + length) : end, length - 1));

    private static ByteRange InBits(ByteRange range, int unit) =>
        range.IsEmpty ? range : new ByteRange(range.Start * unit, range.End * unit + unit - 1);

    /// <summary>Reads the unit at <paramref name="index"/> if it is there: bits per offset.</summary>
    private static bool TryUnit(CommandContext c, int index, out int unit)
    {
        unit = c.IsOption(index, "BIT"u8) ? 1 : 8;
        return index >= c.ArgCount || unit == 1 || c.IsOption(index, "BYTE"u8);
    }

    private static bool Refuse(CommandContext c)
    {
        c.Reply.Error(RespErrors.Syntax);
        return false;
    }
}
