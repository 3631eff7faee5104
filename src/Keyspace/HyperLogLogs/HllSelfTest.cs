using System.Buffers.Binary;
using System.Runtime.InteropServices;
using MtcpRedis.Core.Hashing;

namespace MtcpRedis.Keyspace.HyperLogLogs;

/// <summary>Tests the registers and the estimator in the running process: PFSELFTEST.</summary>
public static class HllSelfTest
{
    private const int RegisterRounds = 100;
    private const long Elements = 1_000_000;
    private const long SparseElements = 1000;

    /// <summary>Runs the test; takes a fraction of a second.</summary>
    /// <param name="random">Source of the registers and elements to try.</param>
    /// <returns>What is wrong, or null.</returns>
    public static unsafe string? Run(ref FastRandom random)
    {
        byte* memory = (byte*)NativeMemory.Alloc(HllFormat.DenseSize);
        var text = new Span<byte>(memory, HllFormat.DenseSize);
        string? failure = TestRegisters(text, ref random) ?? TestEstimates(text, ref random);
        NativeMemory.Free(memory);
        return failure;
    }

    private static string? TestRegisters(Span<byte> text, ref FastRandom random)
    {
        Span<byte> model = new byte[HllFormat.Registers];
        Reset(text);
        Span<byte> body = text[HllFormat.HeaderSize..];
        for (int round = 0; round < RegisterRounds; round++)
        {
            for (int register = 0; register < model.Length; register++)
            {
                model[register] = (byte)random.Next(64);
                HllDense.Set(body, register, model[register]);
            }
            for (int register = 0; register < model.Length; register++)
            {
                int value = HllDense.Get(body, register);
                if (value != model[register])
                    return $"register {register} should be {model[register]} but is {value}";
            }
        }
        return null;
    }

    /// <summary>Counts ever more elements; while they are few, the sparse representation must give the same estimate.</summary>
    private static string? TestEstimates(Span<byte> text, ref FastRandom random)
    {
        Reset(text);
        Span<byte> sparse = new byte[HllFormat.DenseSize];
        HllFormat.WriteEmpty(sparse[..HllFormat.EmptySize]);
        int sparseLength = HllFormat.EmptySize;
        ulong seed = random.NextUInt64();
        Span<byte> element = stackalloc byte[8];
        long checkpoint = 1;
        for (long count = 1; count <= Elements; count++)
        {
            BinaryPrimitives.WriteUInt64LittleEndian(element, seed ^ (ulong)count);
            (int register, int rank) = HllHash.Locate(element);
            HllDense.Raise(text[HllFormat.HeaderSize..], register, rank);
            if (count <= SparseElements && !TryAddSparse(sparse, ref sparseLength, register, Math.Min(rank, HllRun.MaxValue)))
                return $"register {register} is missing in the sparse representation";
            if (count != checkpoint)
                continue;
            HllCounter.TryCount(text, out long estimate);
            if (Math.Abs(estimate - count) > AllowedError(count))
                return $"{count} elements were estimated as {estimate}";
            if (count <= SparseElements && (!HllCounter.TryCount(sparse[..sparseLength], out long other) || other != estimate))
                return $"the representations differ at {count} elements";
            checkpoint *= 10;
        }
        return null;
    }

    private static bool TryAddSparse(Span<byte> sparse, ref int length, int register, int value)
    {
        Span<byte> codes = stackalloc byte[HllSparseEdit.MaxCodes];
        Span<byte> body = sparse[HllFormat.HeaderSize..];
        int bodyLength = length - HllFormat.HeaderSize;
        if (!HllSparseEdit.TryPlan(body[..bodyLength], register, value, codes, out HllSparseEdit edit))
            return false;
        if (!edit.IsNothing)
            length = HllFormat.HeaderSize + edit.Apply(body, bodyLength);
        return true;
    }

    /// <summary>Six standard errors, which are 1.04 / sqrt(registers) of the count; a collision among ten elements is too likely to count.</summary>
    private static double AllowedError(long count) =>
        count == 10 ? 1 : Math.Ceiling(6 * 1.04 / Math.Sqrt(HllFormat.Registers) * count);

    private static void Reset(Span<byte> text)
    {
        text.Clear();
        "HYLL"u8.CopyTo(text);
    }
}
