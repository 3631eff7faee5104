using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.SortedSets;

/// <summary>
/// Collects the elements of a new sorted set whose scores still change; they are brought into order only once, at the end. Build must be
/// called, since the builder holds memory.
/// </summary>
internal unsafe ref struct SortedSetBuilder
{
    private readonly Arena _arena;
    private readonly PointerTable<ScoredMember> _members;
    private long _longest;
    private long _total;

    internal SortedSetBuilder(Arena arena)
    {
        _arena = arena;
        _members = PointerTable<ScoredMember>.Create(arena);
    }

    /// <summary>The element of a member, or null.</summary>
    internal readonly byte* Find(ReadOnlySpan<byte> member, ulong hash) => _members.Find(member, hash);

    /// <summary>Adds a member that is not there.</summary>
    internal void Add(scoped ReadOnlySpan<byte> member, ulong hash, double score)
    {
        _members.Insert(ScoredMember.Create(_arena, score, member), hash);
        _longest = Math.Max(_longest, member.Length);
        _total += member.Length;
    }

    /// <summary>Adds a member, or gives the one that is there another score.</summary>
    internal void Set(scoped ReadOnlySpan<byte> member, double score)
    {
        var hash = KeyHash.Of(member);
        var element = Find(member, hash);
        if (element == null)
        {
            Add(member, hash, score);
        }
        else
        {
            ScoredMember.SetScore(element, score);
        }
    }

    /// <summary>Makes the set, in the encoding that the limits ask for.</summary>
    internal readonly SortedSetObject Build(SortedSetLimits limits)
    {
        var set = SortedSetObject.FromTable(_arena, _members, limits);
        set.ConvertAfterBuild(_longest, _total);
        return set;
    }
}
