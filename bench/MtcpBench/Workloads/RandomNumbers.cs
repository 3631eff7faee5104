using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.Bench.Workloads;

/// <summary>Evenly distributed numbers below a limit, written as decimal digits (splitmix64; repeatable from its seed).</summary>
internal struct RandomNumbers(ulong seed, long limit)
{
    /// <summary>Digits of a written number, leading zeros included.</summary>
    public const int Width = 12;

    private ulong _state = seed;

    private static ReadOnlySpan<byte> Pairs =>
        "00010203040506070809101112131415161718192021222324252627282930313233343536373839404142434445464748495051525354555657585960616263646566676869707172737475767778798081828384858687888990919293949596979899"u8;

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

    private static unsafe void WriteSix(byte* digits, uint value)
    {
        WritePair(digits, value / 10_000);
        WritePair(digits + 2, value / 100 % 100);
        WritePair(digits + 4, value % 100);
    }

    /// <summary>Two digits at once from the table: the generator's own cost per request shows in what it can load.</summary>
    private static unsafe void WritePair(byte* digits, uint value) =>
        Unsafe.WriteUnaligned(digits, Unsafe.ReadUnaligned<ushort>(ref Unsafe.Add(ref MemoryMarshal.GetReference(Pairs), value * 2)));
}
