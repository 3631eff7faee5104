using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Structures.Sorted;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.SortedSets;

/// <summary>
/// A sorted set in either encoding, over the value word of its key. It begins as a listpack, and an addition beyond
/// <see cref="SortedSetLimits"/> makes it a table with an index for good ("skiplist" in replies).
/// </summary>
/// <remarks>
/// Work on a copy held in a local, then store <see cref="Encoding"/> and <see cref="Word"/> back: every operation that changes the set
/// may change both. Members handed in must not lie inside the set. The set may be empty; the key of an empty set is the caller's to
/// delete.
/// </remarks>
public unsafe struct SortedSetObject
{
    private readonly Arena _arena;
    private readonly SortedSetLimits _limits;
    private byte* _word;

    /// <summary>Views the sorted set of a key.</summary>
    /// <param name="arena">Owner of its blocks.</param>
    /// <param name="encoding">Encoding stored with the key.</param>
    /// <param name="word">Value word of the key.</param>
    /// <param name="limits">Limits in force; they need not be those the set was built with.</param>
    public SortedSetObject(Arena arena, ValueEncoding encoding, long word, SortedSetLimits limits)
    {
        Debug.Assert(word != 0 && encoding is ValueEncoding.Listpack or ValueEncoding.Skiplist);
        _arena = arena;
        _limits = limits;
        _word = (byte*)word;
        Encoding = encoding;
    }

    /// <summary>The encoding, as it is now.</summary>
    public ValueEncoding Encoding { get; private set; }

    /// <summary>The value word, as it is now.</summary>
    public readonly long Word => (long)_word;

    /// <summary>Whether the set is one listpack.</summary>
    public readonly bool IsListpack => Encoding == ValueEncoding.Listpack;

    /// <summary>Number of members.</summary>
    public readonly long Count => IsListpack ? SortedSetListpack.Count(_word) : Table.Count;

    /// <summary>The bytes of a set that is a listpack, as RDB files hold them.</summary>
    public readonly ReadOnlySpan<byte> ListpackBytes
    {
        get
        {
            Debug.Assert(IsListpack);
            return Listpack.Bytes(_word);
        }
    }

    private readonly SortedSetTable Table
    {
        get
        {
            Debug.Assert(!IsListpack);
            return new SortedSetTable(_arena, _word);
        }
    }

    /// <summary>Takes an empty set.</summary>
    /// <param name="arena">Owner of its blocks.</param>
    /// <param name="limits">Limits in force.</param>
    public static SortedSetObject Create(Arena arena, SortedSetLimits limits) =>
        new(arena, ValueEncoding.Listpack, (long)Listpack.Create(arena), limits);

    /// <summary>Takes an empty set that is not a listpack, for many members to come; see <see cref="ConvertAfterBuild"/>.</summary>
    /// <param name="arena">Owner of its blocks.</param>
    /// <param name="limits">Limits in force.</param>
    public static SortedSetObject CreateLarge(Arena arena, SortedSetLimits limits) =>
        new(arena, ValueEncoding.Skiplist, (long)SortedSetTable.Create(arena).Header, limits);

    /// <summary>Takes a copy of a listpack from a file; a set beyond the limits is converted.</summary>
    /// <param name="arena">Owner of its blocks.</param>
    /// <param name="listpack">
    /// Bytes that <see cref="ListpackValidator"/> accepted, holding pairs of distinct members and scores, in order.
    /// </param>
    /// <param name="limits">Limits in force.</param>
    public static SortedSetObject FromListpack(Arena arena, ReadOnlySpan<byte> listpack, SortedSetLimits limits)
    {
        var set = new SortedSetObject(arena, ValueEncoding.Listpack, (long)Listpack.CreateFrom(arena, listpack), limits);
        if (set.Count > limits.Entries)
        {
            set.ConvertToTable();
        }

        return set;
    }

    /// <summary>Makes a set of the elements of a table, which belongs to the set from now on.</summary>
    internal static SortedSetObject FromTable(Arena arena, PointerTable<ScoredMember> members, SortedSetLimits limits) =>
        new(arena, ValueEncoding.Skiplist, (long)SortedSetTable.Create(arena, members).Header, limits);

    /// <summary>Gives all blocks back; the value is dead afterwards.</summary>
    public void Free()
    {
        if (IsListpack)
        {
            Listpack.Free(_arena, _word);
        }
        else
        {
            Table.Free();
        }

        _word = null;
    }

    /// <summary>Looks for a member.</summary>
    /// <param name="member">Any bytes.</param>
    public readonly SortedSetSlot Find(ReadOnlySpan<byte> member) =>
        IsListpack ? new SortedSetSlot(SortedSetListpack.Find(_word, member)) : Table.Find(member);

    /// <summary>The score of a member that was found.</summary>
    /// <param name="slot">What <see cref="Find"/> gave.</param>
    public readonly double Score(SortedSetSlot slot) =>
        IsListpack ? SortedSetListpack.Score(_word, slot.Offset) : ScoredMember.Score(slot.Element);

    /// <summary>Members before one that was found.</summary>
    /// <param name="slot">What <see cref="Find"/> gave.</param>
    public readonly long RankOf(SortedSetSlot slot) =>
        IsListpack ? SortedSetListpack.RankOf(_word, slot.Offset) : Table.Index.RankOf(slot.Element);

    /// <summary>Adds a member that was not found.</summary>
    /// <param name="slot">What <see cref="Find"/> gave; invalid afterwards.</param>
    /// <param name="member">The member.</param>
    /// <param name="score">Not NaN.</param>
    public void Add(SortedSetSlot slot, ReadOnlySpan<byte> member, double score)
    {
        Debug.Assert(!slot.IsFound && !double.IsNaN(score));
        if (!IsListpack)
        {
            Table.Add(member, slot.Hash, score);
        }
        else if (FitsListpack(member.Length))
        {
            SortedSetListpack.Insert(_arena, ref _word, member, score);
        }
        else
        {
            ConvertToTable();
            Table.Add(member, Core.Hashing.KeyHash.Of(member), score);
        }
    }

    /// <summary>Gives a member that was found another score.</summary>
    /// <param name="slot">What <see cref="Find"/> gave; invalid afterwards.</param>
    /// <param name="member">The member.</param>
    /// <param name="score">Not NaN.</param>
    public void ChangeScore(SortedSetSlot slot, ReadOnlySpan<byte> member, double score)
    {
        Debug.Assert(slot.IsFound && !double.IsNaN(score));
        if (IsListpack)
        {
            SortedSetListpack.Remove(_arena, ref _word, slot.Offset);
            SortedSetListpack.Insert(_arena, ref _word, member, score);
        }
        else
        {
            Table.Index.ChangeScore(slot.Element, score);
        }
    }

    /// <summary>Removes a member that was found.</summary>
    /// <param name="slot">What <see cref="Find"/> gave; invalid afterwards.</param>
    public void Remove(SortedSetSlot slot)
    {
        Debug.Assert(slot.IsFound);
        if (IsListpack)
        {
            SortedSetListpack.Remove(_arena, ref _word, slot.Offset);
        }
        else
        {
            Table.Remove(slot.Element, slot.Hash);
        }
    }

    /// <summary>Removes the members of a range of ranks.</summary>
    /// <param name="rank">Rank of the first.</param>
    /// <param name="count">How many; all must exist.</param>
    public void RemoveRange(long rank, long count)
    {
        Debug.Assert(rank >= 0 && count >= 0 && rank + count <= Count);
        if (IsListpack)
        {
            SortedSetListpack.RemoveRange(_arena, ref _word, rank, count);
        }
        else
        {
            Table.RemoveRange(rank, count);
        }
    }

    /// <summary>The element with a rank, or none.</summary>
    /// <param name="rank">0 is the element with the lowest score.</param>
    public readonly SortedSetPlace At(long rank)
    {
        if (IsListpack)
        {
            return rank < 0 ? default : new SortedSetPlace(SortedSetListpack.At(_word, rank));
        }

        return new SortedSetPlace(Table.Index.At(rank));
    }

    /// <summary>The place of the next element, or none.</summary>
    /// <param name="place">Place of an element.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SortedSetPlace Next(SortedSetPlace place) =>
        IsListpack ? new SortedSetPlace(SortedSetListpack.Next(_word, place.Offset)) : new SortedSetPlace(place.Position.Next);

    /// <summary>The place of the element before, or none.</summary>
    /// <param name="place">Place of an element.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly SortedSetPlace Previous(SortedSetPlace place) =>
        IsListpack ? new SortedSetPlace(SortedSetListpack.Previous(_word, place.Offset)) : new SortedSetPlace(place.Position.Previous);

    /// <summary>The member at a place.</summary>
    /// <param name="place">Place of an element.</param>
    /// <param name="scratch">At least <see cref="ElementValue.ScratchSize"/> bytes, which may come to hold the text.</param>
    public readonly ReadOnlySpan<byte> Member(SortedSetPlace place, Span<byte> scratch) =>
        IsListpack ? Listpack.Read(_word, place.Offset).AsText(scratch) : ScoredMember.Member(place.Position.Element);

    /// <summary>The score at a place.</summary>
    /// <param name="place">Place of an element.</param>
    public readonly double Score(SortedSetPlace place) =>
        IsListpack ? SortedSetListpack.Score(_word, place.Offset) : place.Position.Score;

    /// <summary>Members before a cut: the difference of two is the size of a range.</summary>
    /// <param name="cut">A cut.</param>
    /// <typeparam name="TCut">Kind of the cut.</typeparam>
    public readonly long CountBefore<TCut>(TCut cut)
        where TCut : struct, ISortedCut =>
        IsListpack ? SortedSetListpack.CountBefore(_word, cut) : Table.Index.CountBefore(cut);

    /// <summary>Visits some members of a set that is no listpack; see <see cref="PointerTable{TLayout}.Scan"/>.</summary>
    /// <param name="cursor">0 to begin, else what the last call returned.</param>
    /// <param name="minElements">Members to visit at least, if there are.</param>
    /// <param name="visitor">Receives the members' blocks (<see cref="ScoredMember"/>).</param>
    /// <typeparam name="TVisitor">Kind of the receiver.</typeparam>
    /// <returns>The cursor to go on with, or 0.</returns>
    public readonly ulong Scan<TVisitor>(ulong cursor, long minElements, ref TVisitor visitor)
        where TVisitor : struct, ITableVisitor => Table.Members.Scan(cursor, minElements, ref visitor);

    /// <summary>Takes a copy, in the same encoding.</summary>
    /// <param name="target">Arena of the copy.</param>
    public readonly SortedSetObject CopyTo(Arena target)
    {
        if (IsListpack)
        {
            return new SortedSetObject(target, Encoding, (long)Listpack.CreateFrom(target, Listpack.Bytes(_word)), _limits);
        }

        var copy = SortedSetTable.Create(target);
        for (var place = Table.Index.First; !place.IsNone; place = place.Next)
        {
            var member = ScoredMember.Member(place.Element);
            copy.Add(member, Core.Hashing.KeyHash.Of(member), place.Score);
        }

        return new SortedSetObject(target, Encoding, (long)copy.Header, _limits);
    }

    /// <summary>Makes a large set that was just built a listpack if the limits allow it.</summary>
    /// <param name="longestMember">Bytes of the longest member.</param>
    /// <param name="totalBytes">Bytes of all members.</param>
    public void ConvertAfterBuild(long longestMember, long totalBytes)
    {
        var table = Table;
        if (table.Count > _limits.Entries || longestMember > _limits.MemberBytes || totalBytes > Listpack.MaxBytes)
        {
            return;
        }

        var listpack = Listpack.Create(_arena);
        for (var place = table.Index.First; !place.IsNone; place = place.Next)
        {
            SortedSetListpack.Append(_arena, ref listpack, ScoredMember.Member(place.Element), place.Score);
        }

        table.Free();
        _word = listpack;
        Encoding = ValueEncoding.Listpack;
    }

    /// <summary>Bytes of all blocks.</summary>
    /// <param name="samples">Members to look at for an estimate of their sizes; 0: all.</param>
    public readonly long MemoryBytes(long samples)
    {
        if (IsListpack)
        {
            return Arena.UsableSize(_word);
        }

        var index = Table.Index;
        long bytes = 0;
        long seen = 0;
        for (var place = index.First; !place.IsNone && (samples == 0 || seen < samples); place = place.Next, seen++)
        {
            bytes += Arena.UsableSize(place.Element);
        }

        var elements = seen == 0 ? 0 : (long)((double)bytes / seen * index.Count);
        return Arena.UsableSize(_word) + Table.Members.MemoryBytes + index.MemoryBytes + elements;
    }

    private readonly bool FitsListpack(int added) =>
        SortedSetListpack.Count(_word) < _limits.Entries
        && added <= _limits.MemberBytes
        && Listpack.CanHold(_word, added + (2L * Listpack.MaxEntryOverhead) + Core.Text.DoubleText.MaxLength);

    internal void ConvertToTable()
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        var table = SortedSetTable.Create(_arena);
        for (var at = Listpack.First(_word); at != Listpack.None; at = SortedSetListpack.Next(_word, at))
        {
            var member = Listpack.Read(_word, at).AsText(scratch);
            table.Add(member, Core.Hashing.KeyHash.Of(member), SortedSetListpack.Score(_word, at));
        }

        Listpack.Free(_arena, _word);
        _word = table.Header;
        Encoding = ValueEncoding.Skiplist;
    }
}
