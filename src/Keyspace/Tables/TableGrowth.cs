using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>Makes room in the segment of a hash: a larger block, or two segments in its place.</summary>
internal static unsafe class TableGrowth<TLayout>
    where TLayout : struct, ITableLayout
{
    /// <summary>Makes room for one more element.</summary>
    /// <exception cref="OutOfMemoryException">The arena has no memory; the table is unchanged.</exception>
    [SkipLocalsInit]
    public static void Grow(Arena arena, TableHeader* table, ulong hash)
    {
        SegmentRef old = table->SegmentOf(hash);
        if (old.IsNull)
        {
            CreateFirst(arena, table);
            return;
        }

        ulong* sorted = stackalloc ulong[SegmentSize.MaxCapacity + 1];
        int count = old.CopyTo(sorted);
        SegmentBuilder.Result result = SegmentBuilder.Build(
            arena, sorted, count, old.Code + 1, SegmentSize.MaxCode, old.LocalDepth, old.Slack, out SegmentRef larger);
        switch (result)
        {
            case SegmentBuilder.Result.Built:
                TableSegments.Replace(arena, table, hash, old, larger);
                break;
            case SegmentBuilder.Result.NoMemory:
                arena.ThrowOutOfMemory(SegmentSize.At(old.Code + 1)->Bytes);
                break;
            default:
                Split(arena, table, hash, old, sorted, count);
                break;
        }
    }

    private static void CreateFirst(Arena arena, TableHeader* table)
    {
        Debug.Assert(table->Depth == 0);
        SegmentBuilder.Result result = SegmentBuilder.Build(arena, null, 0, 0, 0, 0, 0, out SegmentRef first);
        if (result != SegmentBuilder.Result.Built)
        {
            arena.ThrowOutOfMemory(SegmentSize.At(0)->Bytes);
        }

        table->Bytes += first.Size->Bytes;
        table->Directory[0] = first.Word;
        table->Deepest = 1;
    }

    private static void Split(Arena arena, TableHeader* table, ulong hash, SegmentRef old, ulong* sorted, int count)
    {
        int depth = old.LocalDepth + 1;
        if (depth > SegmentRef.MaxDepth)
        {
            throw new InvalidOperationException("The hashes of the elements are not spread over their range");
        }

        int lower = CountLower(sorted, count, old.Slack);
        int slack = old.Slack + 1;
        if (slack > SegmentRef.MaxSlack)
        {
            slack = 0;
            TableTags<TLayout>.Renew(sorted, lower, depth);
            TableTags<TLayout>.Renew(sorted + lower, count - lower, depth);
        }

        SegmentRef low = BuildPart(arena, sorted, lower, depth, slack, default);
        SegmentRef high = BuildPart(arena, sorted + lower, count - lower, depth, slack, low);
        if (depth > table->Depth && !TableDirectory.TryDouble(arena, table))
        {
            arena.Free(low.Block);
            arena.Free(high.Block);
            arena.ThrowOutOfMemory(2L * sizeof(ulong) << table->Depth);
        }

        ulong bit = 1UL << (64 - depth);
        table->Assign(hash & ~bit, low);
        table->Assign(hash | bit, high);
        table->Deepest += depth == table->Depth ? 2 : 0;
        table->Bytes += low.Size->Bytes + high.Size->Bytes - old.Size->Bytes;
        arena.Free(old.Block);
    }

    // The slots are sorted, so those with a 0 in the first bit that is not shared come first.
    private static int CountLower(ulong* sorted, int count, int slack)
    {
        int from = 0;
        int to = count;
        while (from < to)
        {
            int middle = (from + to) / 2;
            bool isUpper = (sorted[middle] << slack >> 63) != 0;
            from = isUpper ? from : middle + 1;
            to = isUpper ? middle : to;
        }

        return from;
    }

    private static SegmentRef BuildPart(Arena arena, ulong* sorted, int count, int depth, int slack, SegmentRef other)
    {
        int code = SegmentSize.CodeFor(count);
        SegmentBuilder.Result result = SegmentBuilder.Build(
            arena, sorted, count, code, SegmentSize.SortedCode, depth, slack, out SegmentRef segment);
        if (result != SegmentBuilder.Result.Built)
        {
            Debug.Assert(result == SegmentBuilder.Result.NoMemory, "A sorted array takes any slots");
            arena.Free(other.Block);
            arena.ThrowOutOfMemory(SegmentSize.At(code)->Bytes);
        }

        return segment;
    }
}
