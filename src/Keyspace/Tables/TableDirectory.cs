using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>Doubles and halves the directory of a table.</summary>
internal static unsafe class TableDirectory
{
    /// <summary>Doubles the directory; every segment then stands in twice as many words.</summary>
    /// <returns>False when the arena has no memory; nothing has changed then.</returns>
    public static bool TryDouble(Arena arena, TableHeader* table)
    {
        long words = 1L << table->Depth;
        ulong* doubled = (ulong*)arena.TryAllocate(words * 2 * sizeof(ulong));
        if (doubled == null)
        {
            return false;
        }

        for (long i = 0; i < words; i++)
        {
            doubled[2 * i] = doubled[(2 * i) + 1] = table->Directory[i];
        }

        Replace(arena, table, doubled, table->Depth + 1);
        table->Deepest = 0;
        return true;
    }

    /// <summary>Halves the directory as often as no segment needs its depth. Without memory for the smaller one it stays.</summary>
    public static void Halve(Arena arena, TableHeader* table)
    {
        while (table->Depth > 0 && table->Deepest == 0)
        {
            int depth = table->Depth - 1;
            long words = 1L << depth;
            ulong* halved = depth == 0 ? &table->Single : (ulong*)arena.TryAllocate(words * sizeof(ulong));
            if (halved == null)
            {
                return;
            }

            int deepest = 0;
            for (long i = 0; i < words; i++)
            {
                halved[i] = table->Directory[2 * i];
                deepest += new SegmentRef(halved[i]).LocalDepth == depth ? 1 : 0;
            }

            Replace(arena, table, halved, depth);
            table->Deepest = deepest;
        }
    }

    /// <summary>Frees the directory if it has a block of its own.</summary>
    public static void Free(Arena arena, TableHeader* table)
    {
        if (table->Depth > 0)
        {
            table->Bytes -= Arena.UsableSize((byte*)table->Directory);
            arena.Free((byte*)table->Directory);
        }
    }

    private static void Replace(Arena arena, TableHeader* table, ulong* directory, int depth)
    {
        Free(arena, table);
        table->Directory = directory;
        table->Depth = depth;
        table->Bytes += depth > 0 ? Arena.UsableSize((byte*)directory) : 0;
    }
}
