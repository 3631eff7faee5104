using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Structures;

/// <summary>
/// A list value in either encoding, over the value word of its key. As in Redis 7.2 a list begins as one listpack, becomes a
/// quicklist before an addition would take it over <see cref="ListLimits"/>, and returns to one listpack when removals have brought it
/// down to half of them.
/// </summary>
/// <remarks>
/// Work on a copy held in a local, then store <see cref="Encoding"/> and <see cref="Word"/> back: every operation that changes the list
/// may change both. Texts handed in must not lie inside the list. The list may be empty; the key of an empty list is the caller's to delete.
/// </remarks>
public unsafe struct ListObject
{
    private readonly Arena _arena;
    private readonly ListLimits _limits;
    private byte* _word;

    /// <summary>Views the list of a key.</summary>
    /// <param name="arena">Owner of its blocks.</param>
    /// <param name="encoding">Encoding stored with the key.</param>
    /// <param name="word">Value word of the key.</param>
    /// <param name="limits">Limits in force; they need not be those the list was built with.</param>
    public ListObject(Arena arena, ListEncoding encoding, long word, ListLimits limits)
    {
        Debug.Assert(word != 0);
        _arena = arena;
        _limits = limits;
        _word = (byte*)word;
        Encoding = encoding;
    }

    /// <summary>The encoding, as it is now.</summary>
    public ListEncoding Encoding { get; private set; }

    /// <summary>The value word, as it is now.</summary>
    public readonly long Word => (long)_word;

    /// <summary>Number of elements.</summary>
    public readonly long Length => IsListpack ? Listpack.Count(_word) : List->Count;

    /// <summary>Nodes of the chain; a list that is one listpack counts as one.</summary>
    public readonly long NodeCount => IsListpack ? 1 : List->Nodes;

    private readonly bool IsListpack => Encoding == ListEncoding.Listpack;

    private readonly QuicklistHeader* List
    {
        get
        {
            Debug.Assert(!IsListpack);
            return (QuicklistHeader*)_word;
        }
    }

    /// <summary>Takes an empty list.</summary>
    /// <param name="arena">Owner of its blocks.</param>
    /// <param name="limits">Limits in force.</param>
    public static ListObject Create(Arena arena, ListLimits limits) =>
        new(arena, ListEncoding.Listpack, (long)Listpack.Create(arena), limits);

    /// <summary>Copies the list, in the same encoding, into another arena or the same one.</summary>
    /// <param name="target">Owner of the copy's blocks.</param>
    public readonly ListObject CopyTo(Arena target)
    {
        if (IsListpack)
        {
            return new ListObject(target, Encoding, (long)Listpack.CreateFrom(target, Listpack.Bytes(_word)), _limits);
        }

        var copy = new ListObject(target, Encoding, (long)Quicklist.Create(target), _limits);
        for (var nodes = Nodes; nodes.MoveNext();)
        {
            if (nodes.IsPlain)
            {
                copy.AppendPlainNode(nodes.Bytes);
            }
            else
            {
                copy.AppendListpackNode(nodes.Bytes);
            }
        }

        return copy;
    }

    /// <summary>Bytes of all blocks.</summary>
    public readonly long MemoryBytes
    {
        get
        {
            var bytes = Arena.UsableSize(_word);
            for (var node = IsListpack ? null : List->Head; node != null; node = node->Next)
            {
                bytes += Arena.UsableSize((byte*)node);
            }

            return bytes;
        }
    }

    /// <summary>Gives all blocks back; the value is dead afterwards.</summary>
    public void Free()
    {
        if (IsListpack)
        {
            Listpack.Free(_arena, _word);
        }
        else
        {
            Quicklist.Free(_arena, List);
        }

        _word = null;
    }

    /// <summary>
    /// Decides about the encoding before a command adds elements. Redis adds up all arguments of the command first; calling
    /// this with the sum gives the same encodings. Additions that do not call it are judged one by one.
    /// </summary>
    /// <param name="bytes">Sum of the lengths of the texts.</param>
    /// <param name="count">Number of texts.</param>
    public void PrepareToAdd(long bytes, long count)
    {
        if (IsListpack && _limits.Exceeds(Listpack.TotalBytes(_word) + bytes, Listpack.Count(_word) + count))
        {
            ConvertToQuicklist();
        }
    }

    /// <summary>Adds an element at the start.</summary>
    /// <param name="text">Any bytes.</param>
    public void PushHead(ReadOnlySpan<byte> text)
    {
        PrepareToAdd(text.Length, 1);
        if (IsListpack)
        {
            Listpack.Prepend(_arena, ref _word, text);
        }
        else
        {
            Quicklist.InsertAtSeam(_arena, List, _limits, null, text);
        }
    }

    /// <summary>Adds an element at the end.</summary>
    /// <param name="text">Any bytes.</param>
    public void PushTail(ReadOnlySpan<byte> text)
    {
        PrepareToAdd(text.Length, 1);
        if (IsListpack)
        {
            Listpack.Append(_arena, ref _word, text);
        }
        else
        {
            Quicklist.InsertAtSeam(_arena, List, _limits, List->Tail, text);
        }
    }

    /// <summary>The element at an index, from the nearer end.</summary>
    /// <param name="index">0 is the first element, -1 the last.</param>
    /// <returns>None outside of the list.</returns>
    public readonly ListCursor Seek(long index)
    {
        if (IsListpack)
        {
            return new ListCursor(null, Listpack.Seek(_word, index));
        }

        index = index < 0 ? index + List->Count : index;
        return (ulong)index < (ulong)List->Count ? Quicklist.Seek(List, index) : ListCursor.None;
    }

    /// <summary>Reads an element.</summary>
    /// <param name="place">Place of an element.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ElementValue Read(ListCursor place) =>
        place.Node == null ? Listpack.Read(_word, place.Offset) : QuicklistNode.Read(place.Node, place.Offset);

    /// <summary>The place after <paramref name="place"/>, or none.</summary>
    /// <param name="place">Place of an element.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ListCursor Next(ListCursor place) =>
        place.Node == null ? new ListCursor(null, Listpack.Next(_word, place.Offset)) : Quicklist.Next(place);

    /// <summary>The place before <paramref name="place"/>, or none.</summary>
    /// <param name="place">Place of an element.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ListCursor Previous(ListCursor place) =>
        place.Node == null ? new ListCursor(null, Listpack.Previous(_word, place.Offset)) : Quicklist.Previous(place);

    /// <summary>Removes the first element, which must exist.</summary>
    public void RemoveHead() => RemoveAt(0);

    /// <summary>Removes the last element, which must exist.</summary>
    public void RemoveTail() => RemoveAt(-1);

    /// <summary>Inserts an element before another one.</summary>
    /// <param name="place">Place of an element; invalid afterwards.</param>
    /// <param name="text">Any bytes.</param>
    /// <remarks>Call <see cref="PrepareToAdd"/> before seeking the place: it is not called here, as it would invalidate the place.</remarks>
    public void InsertBefore(ListCursor place, ReadOnlySpan<byte> text)
    {
        if (IsListpack)
        {
            Listpack.InsertBefore(_arena, ref _word, place.Offset, text);
        }
        else
        {
            Quicklist.InsertBefore(_arena, List, _limits, place, text);
        }
    }

    /// <summary>Inserts an element after another one.</summary>
    /// <param name="place">Place of an element; invalid afterwards.</param>
    /// <param name="text">Any bytes.</param>
    /// <remarks>Call <see cref="PrepareToAdd"/> before seeking the place: it is not called here, as it would invalidate the place.</remarks>
    public void InsertAfter(ListCursor place, ReadOnlySpan<byte> text)
    {
        if (IsListpack)
        {
            Listpack.InsertAfter(_arena, ref _word, place.Offset, text);
        }
        else
        {
            Quicklist.InsertAfter(_arena, List, _limits, place, text);
        }
    }

    /// <summary>Replaces the element at an index.</summary>
    /// <param name="index">0 is the first element, -1 the last.</param>
    /// <param name="text">Any bytes.</param>
    /// <returns>False outside of the list, which is unchanged then except for its encoding.</returns>
    public bool TrySet(long index, ReadOnlySpan<byte> text)
    {
        PrepareToAdd(text.Length, 1);
        var place = Seek(index);
        if (place.IsNone)
        {
            return false;
        }

        if (IsListpack)
        {
            Listpack.Replace(_arena, ref _word, place.Offset, text);
        }
        else
        {
            Quicklist.Replace(_arena, List, _limits, place, text);
            ConvertAfterRemoval();
        }

        return true;
    }

    /// <summary>
    /// Removes the element at a place while walking. The encoding stays until <see cref="ConvertAfterRemoval"/> is called at the end.
    /// </summary>
    /// <param name="place">Place of an element; afterwards that of the next one, or none.</param>
    public void Delete(ref ListCursor place)
    {
        if (IsListpack)
        {
            place = new ListCursor(null, Listpack.Delete(_arena, ref _word, place.Offset));
        }
        else
        {
            place = Quicklist.Delete(_arena, List, place);
        }
    }

    /// <summary>Removes elements that equal a text.</summary>
    /// <param name="text">Any bytes.</param>
    /// <param name="limit">How many at most: from the start if positive, from the end if negative, all if 0.</param>
    /// <returns>Elements removed.</returns>
    public long RemoveMatching(ReadOnlySpan<byte> text, long limit)
    {
        var needle = new ListNeedle(text);
        var removed = limit < 0
            ? ListMatching.RemoveFromEnd(ref this, needle, -limit)
            : ListMatching.RemoveFromStart(ref this, needle, limit == 0 ? long.MaxValue : limit);
        if (removed > 0 && !IsListpack)
        {
            Quicklist.MergeSmall(_arena, List, _limits);
            ConvertAfterRemoval();
        }

        return removed;
    }

    /// <summary>Removes elements from an index on; whole nodes at once.</summary>
    /// <param name="index">Index of the first, 0 or more.</param>
    /// <param name="count">How many; all must exist.</param>
    public void DeleteRange(long index, long count)
    {
        Debug.Assert(index >= 0 && count >= 0 && index + count <= Length);
        if (IsListpack)
        {
            Listpack.DeleteRange(_arena, ref _word, index, count);
            return;
        }

        Quicklist.DeleteRange(_arena, List, _limits, index, count);
        ConvertAfterRemoval();
    }

    /// <summary>Keeps only the elements from <paramref name="first"/> to <paramref name="last"/>.</summary>
    /// <param name="first">Index of the first to keep.</param>
    /// <param name="last">Index of the last to keep; below <paramref name="first"/> nothing is kept.</param>
    public void Trim(long first, long last)
    {
        var length = Length;
        Debug.Assert(first >= 0 && last < length);
        if (first > last)
        {
            DeleteRange(0, length);
            return;
        }

        // Both encodings may follow the first removal; only indexes are kept over it.
        DeleteRange(last + 1, length - last - 1);
        DeleteRange(0, first);
    }

    /// <summary>Returns to one listpack if removals have brought the list down to half of the limits; invalidates all places.</summary>
    public void ConvertAfterRemoval() => ConvertToListpack(2);

    /// <summary>Chooses the encoding of a list that was just read or built, by the full limits.</summary>
    public void ConvertAfterBuild()
    {
        PrepareToAdd(0, 0);
        ConvertToListpack(1);
    }

    /// <summary>Adds a listpack from a file as a node of its own at the end; the list becomes a quicklist.</summary>
    /// <param name="listpack">Bytes that <see cref="ListpackValidator"/> accepted; an empty listpack adds nothing.</param>
    public void AppendListpackNode(ReadOnlySpan<byte> listpack)
    {
        if (IsListpack)
        {
            ConvertToQuicklist();
        }

        var node = QuicklistNodes.CreateFromListpack(_arena, listpack);
        if (node->Count == 0)
        {
            _arena.Free((byte*)node);
            return;
        }

        QuicklistNodes.Link(List, List->Tail, node);
    }

    /// <summary>Adds a large element from a file as a node of its own at the end; the list becomes a quicklist.</summary>
    /// <param name="element">One byte or more.</param>
    public void AppendPlainNode(ReadOnlySpan<byte> element)
    {
        if (IsListpack)
        {
            ConvertToQuicklist();
        }

        QuicklistNodes.Link(List, List->Tail, QuicklistNodes.CreatePlain(_arena, element));
    }

    /// <summary>Walks the nodes, as a file holds them.</summary>
    public readonly ListNodes Nodes => IsListpack ? new ListNodes(_word) : new ListNodes(List);

    private void RemoveAt(long index)
    {
        var place = Seek(index);
        Debug.Assert(!place.IsNone);
        Delete(ref place);
        ConvertAfterRemoval();
    }

    private void ConvertToQuicklist()
    {
        var list = Quicklist.Create(_arena);
        if (Listpack.First(_word) != Listpack.None)
        {
            QuicklistNodes.Link(list, null, QuicklistNodes.CreateFromListpack(_arena, Listpack.Bytes(_word)));
        }

        Listpack.Free(_arena, _word);
        _word = (byte*)list;
        Encoding = ListEncoding.Quicklist;
    }

    private void ConvertToListpack(int divisor)
    {
        if (IsListpack || List->Nodes > 1)
        {
            return;
        }

        var node = List->Head;
        if (node != null && !MayBeOneListpack(node, divisor))
        {
            return;
        }

        var listpack = node != null && !node->IsPlain
            ? Listpack.CreateFrom(_arena, Listpack.Bytes(QuicklistNode.Data(node)))
            : Listpack.Create(_arena);
        if (node != null && node->IsPlain)
        {
            Listpack.Append(_arena, ref listpack, new ReadOnlySpan<byte>(QuicklistNode.Data(node), node->PlainLength));
        }

        Quicklist.Free(_arena, List);
        _word = listpack;
        Encoding = ListEncoding.Listpack;
    }

    /// <summary>
    /// Redis keeps an element that is larger than a node but below the packed threshold in a listpack of its own, so such a plain
    /// node counts as a listpack here.
    /// </summary>
    private readonly bool MayBeOneListpack(QuicklistNode* node, int divisor)
    {
        var bytes = node->IsPlain
            ? node->PlainLength + (long)Listpack.EmptyBytes + Listpack.MaxEntryOverhead
            : Listpack.TotalBytes(QuicklistNode.Data(node));
        return node->PlainLength < _limits.PackedThreshold && _limits.FitsOneListpack(bytes, node->Count, divisor);
    }
}
