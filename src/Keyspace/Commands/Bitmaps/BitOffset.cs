using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Commands.Strings;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>Positions of bits among the arguments; bit 0 is the highest one of the first byte.</summary>
internal static class BitOffset
{
    /// <summary>Reads a bit's position; false when the error has been replied.</summary>
    public static bool TryRead(CommandContext c, int index, out long offset) => TryParse(c, c.Arg(index), 1, out offset);

    /// <summary>
    /// Reads the position of a field of <paramref name="width"/> bits; after <c>#</c> it counts fields of that width. False when the
    /// error has been replied.
    /// </summary>
    public static bool TryReadField(CommandContext c, int index, int width, out long offset)
    {
        ReadOnlySpan<byte> text = c.Arg(index);
        return !text.IsEmpty && text[0] == (byte)'#' ? TryParse(c, text[1..], width, out offset) : TryParse(c, text, 1, out offset);
    }

    private static bool TryParse(CommandContext c, ReadOnlySpan<byte> text, int unit, out long offset)
    {
        if (IntegerText.TryParse(text, out offset))
        {
            // A product beyond 64 bits wraps, as in Redis; whatever results is held to the limit.
            offset = unchecked(offset * unit);
            if (offset >= 0 && offset >> 3 < StringLimit.Of(c))
                return true;
        }
        c.Reply.Error("ERR bit offset is not an integer or out of range"u8);
        return false;
    }
}
