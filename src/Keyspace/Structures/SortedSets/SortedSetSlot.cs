namespace MtcpRedis.Keyspace.Structures.SortedSets;

/// <summary>
/// What a search by member found: the element, or where a new one belongs. Made once per member, so that looking and changing hash
/// or walk only once. Valid until the set changes.
/// </summary>
public readonly unsafe struct SortedSetSlot
{
    internal SortedSetSlot(int offset) => Offset = offset;

    internal SortedSetSlot(byte* element, ulong hash)
    {
        Element = element;
        Hash = hash;
    }

    /// <summary>Whether the member is in the set.</summary>
    public bool IsFound => Element != null || Offset != Listpack.None;

    /// <summary>Position of the member's entry in a listpack.</summary>
    internal int Offset { get; }

    /// <summary>The member's block in a large set.</summary>
    internal byte* Element { get; }

    /// <summary>Hash of the member in a large set.</summary>
    internal ulong Hash { get; }
}
