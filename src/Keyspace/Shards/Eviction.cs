using MtcpRedis.Keyspace.Settings;

namespace MtcpRedis.Keyspace.Shards;

/// <summary>Keeps the node's memory under <c>maxmemory</c>: the sum of what the arenas of all shards have handed out.</summary>
public static class Eviction
{
    /// <summary>
    /// Whether memory is full and no shard has anything to evict, as far as the shards have told; callable from any thread.
    /// </summary>
    public static bool IsHopeless(SharedKeyspace keyspace)
    {
        KeyspaceSettings settings = keyspace.Settings.Value;
        return settings.MaxMemory != 0 && keyspace.UsedBytes > settings.MaxMemory
            && keyspace.FrozenUntil <= DateTimeOffset.UtcNow.ToUnixTimeMilliseconds()
            && (settings.MaxMemoryPolicy == EvictionPolicy.NoEviction
                || !Array.Exists(keyspace.Shards, shard => shard.Evictor.HasCandidates));
    }

    /// <summary>
    /// Makes room for a command that may take memory, evicting keys of this shard as the policy says; where this shard has none, others
    /// are asked to evict theirs, and the command may go ahead.
    /// </summary>
    /// <returns>False when the limit is reached and nothing may be evicted; the command is refused then.</returns>
    public static bool HasRoom(KeyspaceShard shard)
    {
        KeyspaceSettings settings = shard.Settings;
        return settings.MaxMemory == 0 || shard.Shared.UsedBytes <= settings.MaxMemory || shard.Evictor.MakeRoom();
    }
}
