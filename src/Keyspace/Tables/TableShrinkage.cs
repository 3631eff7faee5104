using System.Runtime.CompilerServices;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>
/// Gives memory back as elements go: smaller blocks, neighbours merged, the directory halved. All of it is optional, so where the
/// arena has no memory for the smaller form the table stays as it is.
/// </summary>
internal static unsafe class TableShrinkage<TLayout>
    where TLayout : struct, ITableLayout
{
    // Two sizes of slack before a segment shrinks by one, and merged segments well below the size that splits: no thrashing.
    private const int CodesBetween = 2;

    // A segment whose elements are unevenly spread may not fit into a smaller one, so not every removal tries.
    private const int RemovalsBetweenTries = 16;
    private const int MergeBelow = SegmentSize.MaxCapacity * 19 / 32;

    /// <summary>Shrinks what the removal of an element with this hash has made too large.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AfterRemove(Arena arena, TableHeader* table, ulong hash, SegmentRef segment)
    {
        int count = segment.Count;
        int code = segment.Code;
        if (count % RemovalsBetweenTries == 0
            && (count == 0 || (code >= CodesBetween && count < SegmentSize.At(code - CodesBetween)->MaxCount)))
        {
            Shrink(arena, table, hash, segment);
        }
    }

    [SkipLocalsInit]
    private static void Shrink(Arena arena, TableHeader* table, ulong hash, SegmentRef segment)
    {
        if (table->Count == 0)
        {
            Clear(arena, table);
            return;
        }

        ulong* sorted = stackalloc ulong[SegmentSize.MaxCapacity + 1];
        bool merged = false;
        while (TryMerge(arena, table, hash, sorted))
        {
            merged = true;
        }

        if (merged)
        {
            TableDirectory.Halve(arena, table);
            return;
        }

        int count = segment.CopyTo(sorted);
        int code = SegmentSize.CodeFor(count) + 1;
        SegmentBuilder.Result result = SegmentBuilder.Build(
            arena, sorted, count, code, segment.Code - 1, segment.LocalDepth, segment.Slack, out SegmentRef smaller);
        if (result == SegmentBuilder.Result.Built)
        {
            TableSegments.Replace(arena, table, hash, segment, smaller);
        }
    }

    private static void Clear(Arena arena, TableHeader* table)
    {
        TableSegments.FreeAll(arena, table);
        TableDirectory.Free(arena, table);
        table->Directory = &table->Single;
        table->Single = 0;
        table->Depth = 0;
        table->Deepest = 0;
        table->Bytes = Arena.UsableSize((byte*)table);
    }

    private static bool TryMerge(Arena arena, TableHeader* table, ulong hash, ulong* sorted)
    {
        int depth = table->SegmentOf(hash).LocalDepth;
        if (depth == 0)
        {
            return false;
        }

        ulong bit = 1UL << (64 - depth);
        SegmentRef low = table->SegmentOf(hash & ~bit);
        SegmentRef high = table->SegmentOf(hash | bit);
        if (low.LocalDepth != high.LocalDepth || low.Count + high.Count > MergeBelow)
        {
            return false;
        }

        int count = low.CopyTo(sorted);
        count += high.CopyTo(sorted + count);
        int slack = low.Slack - 1;
        if (low.Slack != high.Slack || slack < 0)
        {
            slack = 0;
            TableTags<TLayout>.Renew(sorted, count, depth - 1);
        }

        int code = SegmentSize.CodeFor(count);
        SegmentBuilder.Result result = SegmentBuilder.Build(
            arena, sorted, count, code, SegmentSize.MaxCode, depth - 1, slack, out SegmentRef merged);
        if (result != SegmentBuilder.Result.Built)
        {
            return false;
        }

        table->Deepest -= depth == table->Depth ? 2 : 0;
        table->Assign(hash, merged);
        table->Bytes += merged.Size->Bytes - low.Size->Bytes - high.Size->Bytes;
        arena.Free(low.Block);
        arena.Free(high.Block);
        return true;
    }
}
