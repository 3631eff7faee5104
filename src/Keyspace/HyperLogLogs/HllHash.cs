using System.Buffers.Binary;
using System.Numerics;

namespace MtcpRedis.Keyspace.HyperLogLogs;

/// <summary>Which register an element goes to, and with what rank: MurmurHash64A (Austin Appleby) with Redis' seed.</summary>
public static class HllHash
{
    private const ulong Seed = 0xadc83b19;
    private const ulong Multiplier = 0xc6a4a7935bd1e995;
    private const int Shift = 47;

    /// <summary>The register of an element and its rank, 1 to 51.</summary>
    public static (int Register, int Rank) Locate(ReadOnlySpan<byte> element)
    {
        ulong hash = Of(element);
        int register = (int)(hash & (HllFormat.Registers - 1));
        // A bit above those that are searched ends the search where none of them is set.
        ulong rest = hash >> HllFormat.IndexBits | 1UL << HllFormat.RankBits;
        return (register, BitOperations.TrailingZeroCount(rest) + 1);
    }

    /// <summary>The 64-bit hash of an element.</summary>
    public static ulong Of(ReadOnlySpan<byte> element)
    {
        ulong hash = Seed ^ (ulong)element.Length * Multiplier;
        for (; element.Length >= 8; element = element[8..])
            hash = (hash ^ Mix(BinaryPrimitives.ReadUInt64LittleEndian(element))) * Multiplier;
        if (!element.IsEmpty)
        {
            ulong tail = 0;
            for (int i = element.Length - 1; i >= 0; i--)
                tail = tail << 8 | element[i];
            hash = (hash ^ tail) * Multiplier;
        }
        hash = (hash ^ hash >> Shift) * Multiplier;
        return hash ^ hash >> Shift;
    }

    private static ulong Mix(ulong word)
    {
        word *= Multiplier;
        return (word ^ word >> Shift) * Multiplier;
    }
}
