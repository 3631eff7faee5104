using System.Diagnostics;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Structures;

/// <summary>
/// A list as a chain of nodes, each a listpack of neighbouring elements or one large element. Costs about 5 % over the bytes of
/// the listpack entries; both ends are reached at once, an index by walking nodes from the nearer end.
/// </summary>
internal static unsafe class Quicklist
{
    /// <summary>
    /// Removals join sparse nodes only above this number: Redis does not join then, and the step from two nodes to one decides
    /// about the encoding that clients see.
    /// </summary>
    private const int MinNodesToMerge = 2;

    internal static QuicklistHeader* Create(Arena arena)
    {
        var list = (QuicklistHeader*)arena.Allocate(sizeof(QuicklistHeader));
        *list = default;
        return list;
    }

    internal static void Free(Arena arena, QuicklistHeader* list)
    {
        while (list->Head != null)
        {
            QuicklistNodes.Remove(arena, list, list->Head);
        }

        Debug.Assert(list->Count == 0 && list->Nodes == 0 && list->Tail == null);
        arena.Free((byte*)list);
    }

    /// <summary>Adds an element between <paramref name="left"/> (null: the start of the list) and the node after it.</summary>
    internal static void InsertAtSeam(
        Arena arena, QuicklistHeader* list, in ListLimits limits, QuicklistNode* left, ReadOnlySpan<byte> text)
    {
        var value = new ListpackValue(text);
        if (limits.IsLarge(text.Length, value.Size))
        {
            QuicklistNodes.Link(list, left, QuicklistNodes.CreatePlain(arena, text));
            return;
        }

        var right = left == null ? list->Head : left->Next;
        if (QuicklistNodes.Accepts(left, limits, value.Size))
        {
            var end = Listpack.TotalBytes(QuicklistNode.Data(left)) - 1;
            QuicklistNodes.Insert(arena, list, left, end, value);
            return;
        }

        if (!QuicklistNodes.Accepts(right, limits, value.Size))
        {
            right = QuicklistNodes.CreatePacked(arena, list, limits, full: left != null ? left : right, growsAtFront: left == null);
            QuicklistNodes.Link(list, left, right);
        }

        QuicklistNodes.Insert(arena, list, right, ListpackFormat.HeaderSize, value);
    }

    internal static void InsertBefore(
        Arena arena, QuicklistHeader* list, in ListLimits limits, ListCursor place, ReadOnlySpan<byte> text)
    {
        var node = place.Node;
        var value = new ListpackValue(text);
        if (!limits.IsLarge(text.Length, value.Size) && QuicklistNodes.Accepts(node, limits, value.Size))
        {
            QuicklistNodes.Insert(arena, list, node, place.Offset, value);
            return;
        }

        var left = node->Previous;
        if (place.Offset != QuicklistNode.First(node))
        {
            left = QuicklistNodes.Split(arena, list, node, place.Offset);
            MergeAround(arena, list, limits, ref left);
        }

        InsertAtSeam(arena, list, limits, left, text);
    }

    internal static void InsertAfter(
        Arena arena, QuicklistHeader* list, in ListLimits limits, ListCursor place, ReadOnlySpan<byte> text)
    {
        var next = place.Node->IsPlain ? Listpack.None : Listpack.Next(QuicklistNode.Data(place.Node), place.Offset);
        if (next == Listpack.None)
        {
            InsertAtSeam(arena, list, limits, place.Node, text);
        }
        else
        {
            InsertBefore(arena, list, limits, new ListCursor(place.Node, next), text);
        }
    }

    internal static void Replace(
        Arena arena, QuicklistHeader* list, in ListLimits limits, ListCursor place, ReadOnlySpan<byte> text)
    {
        var node = place.Node;
        var value = new ListpackValue(text);
        if (!node->IsPlain && !limits.IsLarge(text.Length, value.Size))
        {
            var data = QuicklistNode.Data(node);
            var total = Listpack.TotalBytes(data) + value.Size - ListpackFormat.EntrySize(data + place.Offset);
            if (total <= limits.NodeBytes || node->Count == 1)
            {
                QuicklistNodes.Replace(arena, list, node, place.Offset, value);
                return;
            }
        }

        var next = Delete(arena, list, place);
        if (next.IsNone)
        {
            InsertAtSeam(arena, list, limits, list->Tail, text);
        }
        else
        {
            InsertBefore(arena, list, limits, next, text);
        }
    }

    /// <summary>Removes an element; a node left empty goes with it.</summary>
    /// <returns>The element that followed.</returns>
    internal static ListCursor Delete(Arena arena, QuicklistHeader* list, ListCursor place)
    {
        var node = place.Node;
        var next = node->Next;
        if (node->Count == 1)
        {
            QuicklistNodes.Remove(arena, list, node);
        }
        else
        {
            node = QuicklistNodes.RemoveEntries(arena, list, node, place.Offset, 1);
            if (QuicklistNode.Data(node)[place.Offset] != ListpackFormat.End)
            {
                return new ListCursor(node, place.Offset);
            }
        }

        return next == null ? ListCursor.None : new ListCursor(next, QuicklistNode.First(next));
    }

    /// <summary>Removes <paramref name="count"/> elements from <paramref name="index"/> on, all of which exist; whole nodes at once.</summary>
    internal static void DeleteRange(Arena arena, QuicklistHeader* list, in ListLimits limits, long index, long count)
    {
        Debug.Assert(index >= 0 && count >= 0 && index + count <= list->Count);
        if (count == 0)
        {
            return;
        }

        var node = SeekNode(list, ref index);
        var before = index > 0 ? node : node->Previous;
        while (count > 0)
        {
            var taken = (int)Math.Min(count, node->Count - index);
            var next = node->Next;
            if (taken == node->Count)
            {
                QuicklistNodes.Remove(arena, list, node);
            }
            else
            {
                var kept = QuicklistNodes.RemoveEntries(arena, list, node, Listpack.Seek(QuicklistNode.Data(node), index), taken);
                before = before == node ? kept : before;
            }

            node = next;
            index = 0;
            count -= taken;
        }

        if (before != null && list->Nodes > MinNodesToMerge)
        {
            QuicklistNodes.TryMergeWithNext(arena, list, ref before, limits);
        }
    }

    /// <summary>Joins neighbours that fit one node, after removals all over the list.</summary>
    internal static void MergeSmall(Arena arena, QuicklistHeader* list, in ListLimits limits)
    {
        for (var node = list->Head; node != null; node = node->Next)
        {
            while (list->Nodes > MinNodesToMerge && QuicklistNodes.TryMergeWithNext(arena, list, ref node, limits))
            {
                // The joined node may take the next one as well.
            }
        }
    }

    /// <summary>The element at an index that exists.</summary>
    internal static ListCursor Seek(QuicklistHeader* list, long index)
    {
        var node = SeekNode(list, ref index);
        return new ListCursor(node, node->IsPlain ? 0 : Listpack.Seek(QuicklistNode.Data(node), index));
    }

    internal static ListCursor Next(ListCursor place)
    {
        var node = place.Node;
        var offset = node->IsPlain ? Listpack.None : Listpack.Next(QuicklistNode.Data(node), place.Offset);
        if (offset != Listpack.None)
        {
            return new ListCursor(node, offset);
        }

        node = node->Next;
        return node == null ? ListCursor.None : new ListCursor(node, QuicklistNode.First(node));
    }

    internal static ListCursor Previous(ListCursor place)
    {
        var node = place.Node;
        var offset = node->IsPlain ? Listpack.None : Listpack.Previous(QuicklistNode.Data(node), place.Offset);
        if (offset != Listpack.None)
        {
            return new ListCursor(node, offset);
        }

        node = node->Previous;
        return node == null ? ListCursor.None : new ListCursor(node, QuicklistNode.Last(node));
    }

    /// <summary>Finds the node of an index that exists, from the nearer end; the index becomes that within the node.</summary>
    private static QuicklistNode* SeekNode(QuicklistHeader* list, ref long index)
    {
        Debug.Assert((ulong)index < (ulong)list->Count);
        QuicklistNode* node;
        if (index < list->Count / 2)
        {
            for (node = list->Head; index >= node->Count; node = node->Next)
            {
                index -= node->Count;
            }

            return node;
        }

        var behind = list->Count - index;
        for (node = list->Tail; behind > node->Count; node = node->Previous)
        {
            behind -= node->Count;
        }

        index = node->Count - behind;
        return node;
    }

    /// <summary>After a split: joins the halves with their outer neighbours where these are small.</summary>
    private static void MergeAround(Arena arena, QuicklistHeader* list, in ListLimits limits, ref QuicklistNode* left)
    {
        var right = left->Next;
        QuicklistNodes.TryMergeWithNext(arena, list, ref right, limits);
        var before = left->Previous;
        if (before != null && QuicklistNodes.TryMergeWithNext(arena, list, ref before, limits))
        {
            left = before;
        }
    }
}
