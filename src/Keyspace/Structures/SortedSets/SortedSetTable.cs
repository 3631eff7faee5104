using System.Diagnostics;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Structures.Sorted;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.SortedSets;

/// <summary>
/// A large sorted set: a table by member and an index by score that share the elements' blocks. About 53 bytes for a member of 13.
/// </summary>
internal readonly unsafe struct SortedSetTable
{
    private readonly Arena _arena;
    private readonly SortedSetHeader* _header;

    internal SortedSetTable(Arena arena, byte* header)
    {
        _arena = arena;
        _header = (SortedSetHeader*)header;
    }

    internal byte* Header => (byte*)_header;

    internal PointerTable<ScoredMember> Members => new(_arena, _header->Table);

    internal SortedIndex Index => new(_arena, _header->Index);

    internal long Count => Index.Count;

    internal static SortedSetTable Create(Arena arena) => Create(arena, PointerTable<ScoredMember>.Create(arena));

    /// <summary>Makes a set of elements that a table holds already; the table belongs to the set from now on.</summary>
    internal static SortedSetTable Create(Arena arena, PointerTable<ScoredMember> members)
    {
        var header = (SortedSetHeader*)arena.Allocate(sizeof(SortedSetHeader));
        header->Table = members.Header;
        var index = SortedIndex.Create(arena);
        header->Index = index.Header;
        foreach (nint element in members)
        {
            index.Insert((byte*)element);
        }

        return new SortedSetTable(arena, (byte*)header);
    }

    internal void Free()
    {
        for (var place = Index.First; !place.IsNone; place = place.Next)
        {
            _arena.Free(place.Element);
        }

        Members.Free();
        FreeEmptied();
    }

    /// <summary>Gives the rest back, after elements and table have gone.</summary>
    internal void FreeEmptied()
    {
        Index.Free();
        _arena.Free((byte*)_header);
    }

    internal SortedSetSlot Find(ReadOnlySpan<byte> member)
    {
        var hash = KeyHash.Of(member);
        return new SortedSetSlot(Members.Find(member, hash), hash);
    }

    internal void Add(ReadOnlySpan<byte> member, ulong hash, double score)
    {
        var element = ScoredMember.Create(_arena, score, member);
        Members.Insert(element, hash);
        Index.Insert(element);
    }

    internal void Remove(byte* element, ulong hash)
    {
        Index.Remove(element);
        var removed = Members.RemoveElement(element, hash);
        Debug.Assert(removed);
        _arena.Free(element);
    }

    internal void RemoveRange(long rank, long count)
    {
        var drop = new Drop(_arena, Members);
        Index.RemoveRange(rank, count, ref drop);
    }

    /// <summary>Takes removed elements out of the table and frees them.</summary>
    private readonly struct Drop(Arena arena, PointerTable<ScoredMember> members) : IRemovedElements
    {
        public void Removed(byte* element)
        {
            var removed = members.RemoveElement(element, KeyHash.Of(ScoredMember.Member(element)));
            Debug.Assert(removed);
            arena.Free(element);
        }
    }
}
