using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Entries;

/// <summary>What a key takes and what it holds, for MEMORY USAGE and DEBUG.</summary>
public static unsafe class EntryFigures
{
    /// <summary>Bytes that a key takes with its value, in the arena's own sizes, and its share of the tables.</summary>
    /// <param name="entry">The key.</param>
    /// <param name="keys">The table it is in.</param>
    /// <param name="samples">Elements to look at; 0: all.</param>
    public static long MemoryBytes(Entry entry, PointerTable<EntryLayout> keys, long samples)
    {
        long place = keys.MemoryBytes / Math.Max(1, keys.Count);
        int tables = entry.HasExpiry ? 2 : 1;
        return Arena.UsableSize(entry.Pointer) + place * tables + ValueTypes.Of(entry.Type).MemoryBytes(entry, samples);
    }

    /// <summary>Adds type, value and whether it expires to a digest that starts as zeros, as Redis' DEBUG DIGEST-VALUE does.</summary>
    public static void Digest(Entry entry, ref ValueDigest digest)
    {
        ReadOnlySpan<byte> type = [0, 0, 0, (byte)entry.Type];
        digest.Mix(type);
        ValueTypes.Of(entry.Type).Digest(entry, ref digest);
        if (entry.HasExpiry)
            digest.Xor("!!expire!!"u8);
    }
}
