using MtcpRedis.Core.Text;

namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>The type of a bit field: <c>i1</c> to <c>i64</c>, <c>u1</c> to <c>u63</c>.</summary>
/// <param name="Signed">Whether it is in two's complement.</param>
/// <param name="Width">Number of bits.</param>
internal readonly record struct BitFieldType(bool Signed, int Width)
{
    private Int128 Max => (Int128.One << (Signed ? Width - 1 : Width)) - 1;

    private Int128 Min => Signed ? -Max - 1 : 0;

    /// <summary>Reads a type.</summary>
    public static bool TryParse(ReadOnlySpan<byte> text, out BitFieldType type)
    {
        type = default;
        if (text.IsEmpty || text[0] is not ((byte)'i' or (byte)'u') || !IntegerText.TryParse(text[1..], out long width))
            return false;
        bool signed = text[0] == (byte)'i';
        if (width < 1 || width > (signed ? 64 : 63))
            return false;
        type = new BitFieldType(signed, (int)width);
        return true;
    }

    /// <summary>The value that <see cref="Width"/> bits stand for.</summary>
    public long Decode(ulong bits)
    {
        int unused = 64 - Width;
        return Signed ? (long)(bits << unused) >> unused : (long)bits;
    }

    /// <summary>Brings a value into range.</summary>
    /// <param name="value">The value asked for.</param>
    /// <param name="overflow">What to do when it is out of range.</param>
    /// <param name="fitting">The value to store.</param>
    /// <returns>False when it is out of range and must not be stored.</returns>
    public bool TryFit(Int128 value, BitFieldOverflow overflow, out long fitting)
    {
        bool above = value > Max, below = value < Min;
        if (above || below)
        {
            if (overflow == BitFieldOverflow.Saturate)
                value = above ? Max : Min;
            else if (overflow == BitFieldOverflow.Fail)
                value = 0;
            else
                value = Decode((ulong)value & ulong.MaxValue >> (64 - Width));
        }
        fitting = (long)value;
        return overflow != BitFieldOverflow.Fail || !(above || below);
    }

    /// <summary>
    /// What SET stores for an argument. Unsigned fields take it for a 64-bit pattern, so that -1 is beyond their range. In signed ones
    /// an argument whose distance from the largest value exceeds 63 bits counts as too large instead of too small, as in Redis.
    /// </summary>
    public Int128 Widen(long argument)
    {
        if (!Signed)
            return (ulong)argument;
        return Max - argument > long.MaxValue && Width < 64 ? argument + (Int128.One << 64) : argument;
    }
}
