using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>Steps that growing and shrinking share.</summary>
internal static unsafe class TableSegments
{
    /// <summary>Enters a segment in place of another one of the same hash range and frees that one.</summary>
    public static void Replace(Arena arena, TableHeader* table, ulong hash, SegmentRef old, SegmentRef segment)
    {
        table->Assign(hash, segment);
        table->Bytes += segment.Size->Bytes - old.Size->Bytes;
        arena.Free(old.Block);
    }

    /// <summary>Frees all segments.</summary>
    public static void FreeAll(Arena arena, TableHeader* table)
    {
        for (ulong index = 0; index < 1UL << table->Depth; index += WordsOf(table, index))
        {
            var segment = new SegmentRef(table->Directory[index]);
            arena.Free(segment.Block);
        }
    }

    /// <summary>Number of words of the segment that begins at a word.</summary>
    public static ulong WordsOf(TableHeader* table, ulong index) =>
        1UL << (table->Depth - new SegmentRef(table->Directory[index]).LocalDepth);
}
