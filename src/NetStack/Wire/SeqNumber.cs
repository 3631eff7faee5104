using System.Runtime.CompilerServices;

namespace MtcpRedis.NetStack.Wire;

/// <summary>
/// A TCP sequence number: a point on a circle of 2^32 (RFC 9293 section 3.4). Order is only meaningful between numbers less than 2^31 apart,
/// which window sizes guarantee; the comparison operators look at the sign of the wrapped difference.
/// </summary>
/// <param name="Value">The 32 bits as they stand in the header.</param>
public readonly record struct SeqNumber(uint Value)
{
    /// <summary>The number <paramref name="delta"/> bytes further on, modulo 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SeqNumber operator +(SeqNumber a, uint delta) => new(unchecked(a.Value + delta));

    /// <summary>The number <paramref name="delta"/> bytes further on (back if negative), modulo 2^32.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SeqNumber operator +(SeqNumber a, int delta) => new(unchecked(a.Value + (uint)delta));

    /// <summary>Signed distance from <paramref name="b"/> to <paramref name="a"/>; positive if a is after b.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int operator -(SeqNumber a, SeqNumber b) => unchecked((int)(a.Value - b.Value));

    /// <summary>True if <paramref name="a"/> comes before <paramref name="b"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <(SeqNumber a, SeqNumber b) => a - b < 0;

    /// <summary>True if <paramref name="a"/> comes after <paramref name="b"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >(SeqNumber a, SeqNumber b) => a - b > 0;

    /// <summary>True if <paramref name="a"/> is <paramref name="b"/> or before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator <=(SeqNumber a, SeqNumber b) => a - b <= 0;

    /// <summary>True if <paramref name="a"/> is <paramref name="b"/> or after it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool operator >=(SeqNumber a, SeqNumber b) => a - b >= 0;

    /// <summary>True if this number lies in the half-open range [<paramref name="start"/>, <paramref name="end"/>).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool IsIn(SeqNumber start, SeqNumber end) => unchecked(Value - start.Value < end.Value - start.Value);

    /// <summary>The later of the two.</summary>
    public static SeqNumber Max(SeqNumber a, SeqNumber b) => a >= b ? a : b;

    /// <summary>The earlier of the two.</summary>
    public static SeqNumber Min(SeqNumber a, SeqNumber b) => a <= b ? a : b;

    /// <inheritdoc/>
    public override string ToString() => Value.ToString();
}
