using System.Diagnostics;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Structures;

/// <summary>Life and links of the nodes of a quicklist: taking, linking, growing, splitting, merging, freeing.</summary>
internal static unsafe class QuicklistNodes
{
    /// <summary>A list that already fills nodes will fill the next one too; so much is taken at once.</summary>
    private const int LaterNodeBytes = 512;

    /// <summary>From so many nodes on, one more that is not full yet is little beside the list: it is taken whole, and never copied to grow.</summary>
    private const int NodesOfLongList = 4;

    /// <summary>Makes an empty packed node.</summary>
    /// <param name="arena">Owner of the blocks.</param>
    /// <param name="list">The list that it is for.</param>
    /// <param name="limits">Limits in force.</param>
    /// <param name="full">The node that takes no more and is the reason for the new one; null for none.</param>
    /// <param name="growsAtFront">Whether entries will probably come to its front.</param>
    internal static QuicklistNode* CreatePacked(
        Arena arena, QuicklistHeader* list, in ListLimits limits, QuicklistNode* full, bool growsAtFront)
    {
        var isLong = IsLong(list) && full != null && !full->IsPlain;
        long expected = list->Nodes == 0 ? Listpack.EmptyBytes : isLong ? Listpack.TotalBytes(QuicklistNode.Data(full)) : LaterNodeBytes;
        var node = (QuicklistNode*)arena.Allocate(sizeof(QuicklistNode) + Math.Min(expected, limits.NodeBytes));
        *node = default;
        if (isLong && growsAtFront)
        {
            node->Start = (int)Arena.UsableSize((byte*)node) - sizeof(QuicklistNode) - Listpack.EmptyBytes;
        }

        ListpackEditor.Initialise(QuicklistNode.Data(node));
        return node;
    }

    /// <summary>A packed node that holds a copy of a whole listpack.</summary>
    internal static QuicklistNode* CreateFromListpack(Arena arena, ReadOnlySpan<byte> listpack)
    {
        var node = (QuicklistNode*)arena.Allocate(sizeof(QuicklistNode) + (long)listpack.Length);
        *node = default;
        listpack.CopyTo(new Span<byte>(QuicklistNode.Data(node), listpack.Length));
        node->Count = Listpack.Count(QuicklistNode.Data(node));
        return node;
    }

    internal static QuicklistNode* CreatePlain(Arena arena, ReadOnlySpan<byte> element)
    {
        Debug.Assert(!element.IsEmpty);
        var node = (QuicklistNode*)arena.Allocate(sizeof(QuicklistNode) + (long)element.Length);
        *node = default;
        node->Count = 1;
        node->PlainLength = element.Length;
        element.CopyTo(new Span<byte>(QuicklistNode.Data(node), element.Length));
        return node;
    }

    /// <summary>Links a node in after <paramref name="previous"/>, or as the first one; its elements are counted.</summary>
    internal static void Link(QuicklistHeader* list, QuicklistNode* previous, QuicklistNode* node)
    {
        var next = previous == null ? list->Head : previous->Next;
        node->Previous = previous;
        node->Next = next;
        SetNeighbours(list, node, previous, next);
        list->Nodes++;
        list->Count += node->Count;
    }

    /// <summary>Takes a node out and frees it, with all elements it still counts.</summary>
    internal static void Remove(Arena arena, QuicklistHeader* list, QuicklistNode* node)
    {
        var previous = node->Previous;
        var next = node->Next;
        if (previous == null)
        {
            list->Head = next;
        }
        else
        {
            previous->Next = next;
        }

        if (next == null)
        {
            list->Tail = previous;
        }
        else
        {
            next->Previous = previous;
        }

        list->Nodes--;
        list->Count -= node->Count;
        arena.Free((byte*)node);
    }

    /// <summary>Whether a packed node may take one more entry.</summary>
    internal static bool Accepts(QuicklistNode* node, in ListLimits limits, long entrySize) =>
        node != null && !node->IsPlain
        && Listpack.TotalBytes(QuicklistNode.Data(node)) + entrySize <= limits.NodeBytes
        && node->Count < limits.NodeEntries;

    /// <summary>Inserts an entry into a packed node, which may move.</summary>
    internal static QuicklistNode* Insert(
        Arena arena, QuicklistHeader* list, QuicklistNode* node, int offset, in ListpackValue value)
    {
        if (offset == ListpackFormat.HeaderSize && value.Size <= node->Start)
        {
            node->Start -= (int)value.Size;
            ListpackEditor.ExtendAtFront(QuicklistNode.Data(node), value);
        }
        else
        {
            CloseGap(node);
            var listpack = QuicklistNode.Data(node);
            ListpackEditor.Insert(arena, ref listpack, sizeof(QuicklistNode), offset, value);
            node = Moved(list, node, listpack, sizeof(QuicklistNode));
        }

        node->Count++;
        list->Count++;
        return node;
    }

    /// <summary>Replaces an entry of a packed node, which may move.</summary>
    internal static void Replace(Arena arena, QuicklistHeader* list, QuicklistNode* node, int offset, in ListpackValue value)
    {
        CloseGap(node);
        var listpack = QuicklistNode.Data(node);
        ListpackEditor.Replace(arena, ref listpack, sizeof(QuicklistNode), offset, value);
        Moved(list, node, listpack, sizeof(QuicklistNode));
    }

    /// <summary>Removes entries from a packed node that keeps others; it may move.</summary>
    internal static QuicklistNode* RemoveEntries(Arena arena, QuicklistHeader* list, QuicklistNode* node, int offset, int count)
    {
        Debug.Assert(!node->IsPlain && count < node->Count);
        var listpack = QuicklistNode.Data(node);
        var end = ListpackEditor.Skip(listpack, offset, count);
        var fromFront = offset == ListpackFormat.HeaderSize;
        if (fromFront && node == list->Head && IsLong(list))
        {
            // The others stay where they are: what one node leaves free is little beside a long list.
            node->Start += end - offset;
            ListpackEditor.ShortenAtFront(listpack, end - offset, count);
        }
        else
        {
            // So that the block can shrink; a node that loses its last entries keeps the gap that its first ones left.
            if (fromFront || !IsLong(list))
            {
                CloseGap(node);
                listpack = QuicklistNode.Data(node);
            }

            var prefix = node->Prefix;
            ListpackEditor.Remove(arena, ref listpack, prefix, offset, end, count);
            node = Moved(list, node, listpack, prefix);
        }

        node->Count -= count;
        list->Count -= count;
        return node;
    }

    /// <summary>Moves the entries from <paramref name="offset"/> on into a new node behind; both keep at least one.</summary>
    /// <returns>The node with the entries before; it may have moved.</returns>
    internal static QuicklistNode* Split(Arena arena, QuicklistHeader* list, QuicklistNode* node, int offset)
    {
        var listpack = QuicklistNode.Data(node);
        var before = CountBefore(listpack, offset);
        var moved = node->Count - before;
        Debug.Assert(before > 0 && moved > 0);

        var end = Listpack.TotalBytes(listpack) - 1;
        var right = (QuicklistNode*)arena.Allocate(sizeof(QuicklistNode) + Listpack.EmptyBytes + (long)(end - offset));
        *right = default;
        var rightList = QuicklistNode.Data(right);
        ListpackEditor.Initialise(rightList);
        ListpackEditor.InsertEncoded(
            arena, ref rightList, sizeof(QuicklistNode), ListpackFormat.HeaderSize, new(listpack + offset, end - offset), moved);
        right = (QuicklistNode*)(rightList - sizeof(QuicklistNode));
        right->Count = moved;
        node = RemoveEntries(arena, list, node, offset, moved);
        Link(list, node, right);
        return node;
    }

    /// <summary>Joins a node and the next one if both together stay within the limits; the node may move then.</summary>
    internal static bool TryMergeWithNext(Arena arena, QuicklistHeader* list, ref QuicklistNode* node, in ListLimits limits)
    {
        var next = node->Next;
        if (next == null || node->IsPlain || next->IsPlain)
        {
            return false;
        }

        long left = Listpack.TotalBytes(QuicklistNode.Data(node));
        long right = Listpack.TotalBytes(QuicklistNode.Data(next));
        if (limits.Exceeds(left + right - Listpack.EmptyBytes, (long)node->Count + next->Count))
        {
            return false;
        }

        var added = next->Count;
        CloseGap(node);
        var listpack = QuicklistNode.Data(node);
        var entries = Listpack.Bytes(QuicklistNode.Data(next))[ListpackFormat.HeaderSize..^1];
        ListpackEditor.InsertEncoded(arena, ref listpack, sizeof(QuicklistNode), (int)left - 1, entries, added);
        node = Moved(list, node, listpack, sizeof(QuicklistNode));
        node->Count += added;
        list->Count += added;
        Remove(arena, list, next);
        return true;
    }

    private static bool IsLong(QuicklistHeader* list) => list->Nodes >= NodesOfLongList;

    /// <summary>Moves the listpack to the node's header.</summary>
    private static void CloseGap(QuicklistNode* node)
    {
        if (node->Start == 0)
        {
            return;
        }

        var bytes = Listpack.Bytes(QuicklistNode.Data(node));
        node->Start = 0;
        bytes.CopyTo(new Span<byte>(QuicklistNode.Data(node), bytes.Length));
    }

    private static int CountBefore(byte* listpack, int offset)
    {
        var count = 0;
        for (var at = Listpack.First(listpack); at < offset; at = Listpack.Next(listpack, at))
        {
            count++;
        }

        return count;
    }

    /// <summary>Corrects the links to a node after its block may have moved with all that is in it.</summary>
    private static QuicklistNode* Moved(QuicklistHeader* list, QuicklistNode* node, byte* listpack, int prefix)
    {
        var now = (QuicklistNode*)(listpack - prefix);
        if (now != node)
        {
            SetNeighbours(list, now, now->Previous, now->Next);
        }

        return now;
    }

    private static void SetNeighbours(QuicklistHeader* list, QuicklistNode* node, QuicklistNode* previous, QuicklistNode* next)
    {
        if (previous == null)
        {
            list->Head = node;
        }
        else
        {
            previous->Next = node;
        }

        if (next == null)
        {
            list->Tail = node;
        }
        else
        {
            next->Previous = node;
        }
    }
}
