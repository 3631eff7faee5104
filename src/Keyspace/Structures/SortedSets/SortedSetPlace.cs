using MtcpRedis.Keyspace.Structures.Sorted;

namespace MtcpRedis.Keyspace.Structures.SortedSets;

/// <summary>The place of an element in a sorted set of either encoding, or none. Valid until the set changes.</summary>
public readonly struct SortedSetPlace
{
    internal SortedSetPlace(int offset) => Offset = offset;

    internal SortedSetPlace(SortedPosition position) => Position = position;

    /// <summary>Whether this is no element.</summary>
    public bool IsNone => Offset == Listpack.None && Position.IsNone;

    /// <summary>Position of the member's entry in a listpack.</summary>
    internal int Offset { get; }

    /// <summary>Position in the index of a large set.</summary>
    internal SortedPosition Position { get; }
}
