namespace MtcpRedis.Keyspace.Structures.Sets;

/// <summary>How large a set may become in its compact encodings: set-max-intset-entries, set-max-listpack-entries and -value.</summary>
/// <param name="IntsetEntries">Members of an intset.</param>
/// <param name="ListpackEntries">Members of a listpack.</param>
/// <param name="ListpackValueBytes">Bytes of a member of a listpack.</param>
public readonly record struct SetLimits(long IntsetEntries, long ListpackEntries, long ListpackValueBytes)
{
    /// <summary>No intset becomes larger, whatever the directive says; as in Redis.</summary>
    private const long MostIntsetEntries = 1L << 30;

    /// <summary>Members an intset may have.</summary>
    public long IntsetMembers => Math.Min(IntsetEntries, MostIntsetEntries);
}
