using System.Runtime.CompilerServices;

namespace MtcpRedis.Bench.Workloads;

/// <summary>Evenly distributed numbers below a limit, written as decimal digits (splitmix64; repeatable from its seed).</summary>
internal struct RandomNumbers(ulong seed, long limit)
{
    /// <summary>Digits of a written number, leading zeros included.</summary>
    public const int Width = 12;

    private ulong _state = seed;

    /// <summary>Draws a number from 0 to the limit, the limit itself excluded.</summary>
    public long Next()
    {
        _state += 0x9E3779B97F4A7C15;
        var z = _state;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        z ^= z >> 31;
        return (long)Math.BigMul(z, (ulong)limit, out _);
    }

    /// <summary>Draws a number and writes its twelve digits.</summary>
    /// <param name="digits">At least <see cref="Width"/> bytes.</param>
    public unsafe void WriteNext(byte* digits)
    {
        var (high, low) = Math.DivRem((ulong)Next(), 1_000_000);
        WriteSix(digits, (uint)high);
        WriteSix(digits + 6, (uint)low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static unsafe void WriteSix(byte* digits, uint value)
    {
        for (var i = 5; i >= 0; i--)
        {
            (value, var digit) = Math.DivRem(value, 10);
            digits[i] = (byte)('0' + digit);
        }
    }
}
