using MtcpRedis.Keyspace.Settings;

namespace MtcpRedis.Keyspace.Structures.SortedSets;

/// <summary>How large a sorted set may become as a listpack.</summary>
/// <param name="Entries">Most members: the directive zset-max-listpack-entries.</param>
/// <param name="MemberBytes">Longest member in bytes: the directive zset-max-listpack-value.</param>
public readonly record struct SortedSetLimits(long Entries, long MemberBytes)
{
    /// <summary>The limits in force.</summary>
    /// <param name="settings">Settings of the running command.</param>
    public static SortedSetLimits Of(KeyspaceSettings settings) =>
        new(settings.ZSetMaxListpackEntries, settings.ZSetMaxListpackValue);
}
