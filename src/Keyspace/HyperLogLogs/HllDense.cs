using System.Diagnostics;

namespace MtcpRedis.Keyspace.HyperLogLogs;

/// <summary>Registers of 6 bits each, the first one in the low bits of the first byte.</summary>
public static class HllDense
{
    private const int RegistersPerGroup = 4;
    private const int BytesPerGroup = 3;

    /// <summary>The value of a register.</summary>
    /// <param name="body">The registers' bytes.</param>
    /// <param name="register">Its number.</param>
    public static int Get(ReadOnlySpan<byte> body, int register)
    {
        int shift = register % RegistersPerGroup * 6;
        return (int)(Group(body, register / RegistersPerGroup) >> shift & 63);
    }

    /// <summary>Raises a register; false when it was that high already.</summary>
    public static bool Raise(Span<byte> body, int register, int value)
    {
        if (Get(body, register) >= value)
            return false;
        Set(body, register, value);
        return true;
    }

    /// <summary>Sets a register.</summary>
    public static void Set(Span<byte> body, int register, int value)
    {
        Debug.Assert(value is >= 0 and < 64);
        int group = register / RegistersPerGroup;
        int shift = register % RegistersPerGroup * 6;
        uint bits = Group(body, group) & ~(63u << shift) | (uint)value << shift;
        Span<byte> bytes = body.Slice(group * BytesPerGroup, BytesPerGroup);
        bytes[0] = (byte)bits;
        bytes[1] = (byte)(bits >> 8);
        bytes[2] = (byte)(bits >> 16);
    }

    /// <summary>Counts the registers of each value.</summary>
    /// <param name="body">The registers' bytes.</param>
    /// <param name="histogram">64 counters, added to.</param>
    public static void AddTo(ReadOnlySpan<byte> body, Span<int> histogram)
    {
        for (int group = 0; group < HllFormat.Registers / RegistersPerGroup; group++)
        {
            uint bits = Group(body, group);
            histogram[(int)(bits & 63)]++;
            histogram[(int)(bits >> 6 & 63)]++;
            histogram[(int)(bits >> 12 & 63)]++;
            histogram[(int)(bits >> 18)]++;
        }
    }

    /// <summary>Raises plain registers (one byte each) to these.</summary>
    public static void MergeInto(ReadOnlySpan<byte> body, Span<byte> registers)
    {
        for (int group = 0; group < HllFormat.Registers / RegistersPerGroup; group++)
        {
            uint bits = Group(body, group);
            Span<byte> four = registers.Slice(group * RegistersPerGroup, RegistersPerGroup);
            four[0] = Math.Max(four[0], (byte)(bits & 63));
            four[1] = Math.Max(four[1], (byte)(bits >> 6 & 63));
            four[2] = Math.Max(four[2], (byte)(bits >> 12 & 63));
            four[3] = Math.Max(four[3], (byte)(bits >> 18));
        }
    }

    private static uint Group(ReadOnlySpan<byte> body, int group)
    {
        ReadOnlySpan<byte> bytes = body.Slice(group * BytesPerGroup, BytesPerGroup);
        return bytes[0] | (uint)bytes[1] << 8 | (uint)bytes[2] << 16;
    }
}
