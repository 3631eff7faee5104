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

    /// <summary>Passes the elements of the segment at a word, frees it, and after the last one the table.</summary>
    /// <returns>Whether that was the last one.</returns>
    public static bool Dismantle<TVisitor>(Arena arena, TableHeader* table, ref ulong word, ref TVisitor visitor)
        where TVisitor : struct, ITableVisitor
    {
        var segment = new SegmentRef(table->Directory[word]);
        word += WordsOf(table, word);
        if (!segment.IsNull)
        {
            for (int i = 0; i < segment.Size->Capacity; i++)
            {
                if (segment.Slots[i] != Slot.Empty)
                    visitor.Visit(Slot.Element(segment.Slots[i]));
            }
            table->Count -= segment.Count;
            arena.Free(segment.Block);
        }
        if (word >> table->Depth == 0)
            return false;
        TableDirectory.Free(arena, table);
        arena.Free((byte*)table);
        return true;
    }

    /// <summary>Number of words of the segment that begins at a word.</summary>
    public static ulong WordsOf(TableHeader* table, ulong index) =>
        1UL << (table->Depth - new SegmentRef(table->Directory[index]).LocalDepth);
}
