using System.Diagnostics;
using System.Numerics;

namespace MtcpRedis.Core.Text;

/// <summary>
/// A natural number of arbitrary size in memory lent by the caller (the stack), for the conversions that no machine
/// word can hold. Little-endian limbs of 32 bits; the caller makes the span large enough.
/// </summary>
internal ref struct BigNatural
{
    private readonly Span<uint> _limbs;
    private int _length;

    internal BigNatural(Span<uint> limbs, ulong value = 0)
    {
        _limbs = limbs;
        _length = 0;
        for (; value != 0; value >>= 32)
        {
            _limbs[_length++] = (uint)value;
        }
    }

    internal readonly bool IsZero => _length == 0;

    internal readonly int BitLength => _length == 0 ? 0 : (_length * 32) - BitOperations.LeadingZeroCount(_limbs[_length - 1]);

    /// <summary>this = this * factor + addend.</summary>
    internal void MultiplyAdd(uint factor, uint addend)
    {
        ulong carry = addend;
        for (var at = 0; at < _length; at++)
        {
            carry += (ulong)_limbs[at] * factor;
            _limbs[at] = (uint)carry;
            carry >>= 32;
        }

        if (carry != 0)
        {
            _limbs[_length++] = (uint)carry;
        }
    }

    /// <summary>this = this * 10^power.</summary>
    internal void MultiplyByPowerOfTen(int power)
    {
        for (; power >= 9; power -= 9)
        {
            MultiplyAdd(1_000_000_000, 0);
        }

        if (power > 0)
        {
            MultiplyAdd((uint)IntegerText.PowersOfTen[power], 0);
        }
    }

    /// <summary>this = this / divisor; returns the remainder.</summary>
    internal uint DivideBy(uint divisor)
    {
        ulong rest = 0;
        for (var at = _length - 1; at >= 0; at--)
        {
            rest = (rest << 32) | _limbs[at];
            _limbs[at] = (uint)(rest / divisor);
            rest %= divisor;
        }

        Trim();
        return (uint)rest;
    }

    /// <summary>this = this * 2^bits.</summary>
    internal void ShiftLeft(int bits)
    {
        Debug.Assert(bits >= 0);
        if (_length == 0 || bits == 0)
        {
            return;
        }

        var (limbs, rest) = (bits / 32, bits % 32);
        _limbs[_length + limbs] = 0;
        for (var at = _length - 1; at >= 0; at--)
        {
            var limb = (ulong)_limbs[at] << rest;
            _limbs[at + limbs + 1] |= (uint)(limb >> 32);
            _limbs[at + limbs] = (uint)limb;
        }

        _limbs[..limbs].Clear();
        _length += limbs + 1;
        Trim();
    }

    /// <summary>this = this - other, which must not be larger.</summary>
    internal void Subtract(scoped BigNatural other)
    {
        long borrow = 0;
        for (var at = 0; at < _length; at++)
        {
            borrow += _limbs[at] - (at < other._length ? (long)other._limbs[at] : 0);
            _limbs[at] = (uint)borrow;
            borrow >>= 32;
        }

        Debug.Assert(borrow == 0);
        Trim();
    }

    internal readonly bool IsAtLeast(scoped BigNatural other)
    {
        if (_length != other._length)
        {
            return _length > other._length;
        }

        for (var at = _length - 1; at >= 0; at--)
        {
            if (_limbs[at] != other._limbs[at])
            {
                return _limbs[at] > other._limbs[at];
            }
        }

        return true;
    }

    /// <summary>The number, scaled by 2^exponent, with its top 128 bits exact and all others in the sticky bit.</summary>
    internal readonly WideFloat ToWide(int exponent)
    {
        UInt128 top = 0;
        var at = _length - 1;
        for (var taken = 0; taken < 4 && at >= 0; taken++, at--)
        {
            top = (top << 32) | _limbs[at];
        }

        // The top limb may begin with zeros, which the bits of one limb further down fill.
        var wide = WideFloat.Create(top, exponent + ((at + 1) * 32));
        if (at < 0)
        {
            return wide;
        }

        var room = (int)UInt128.LeadingZeroCount(top);
        var filled = room == 0 ? wide.Significand : wide.Significand | (_limbs[at] >> (32 - room));
        var below = room == 0 ? _limbs[at] : _limbs[at] << room;
        var sticky = below != 0 || _limbs[..at].IndexOfAnyExcept(0u) >= 0;
        return new WideFloat(filled, wide.Exponent).WithSticky(sticky);
    }

    private void Trim()
    {
        while (_length > 0 && _limbs[_length - 1] == 0)
        {
            _length--;
        }
    }
}
