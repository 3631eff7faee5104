namespace MtcpRedis.Keyspace.Shards;

/// <summary>One client's WATCH: set dirty by any shard where a watched key changed, read when the client says EXEC.</summary>
public sealed class WatchToken
{
    private volatile bool _dirty;

    /// <summary>Whether a watched key changed.</summary>
    public bool IsDirty => _dirty;

    /// <summary>The keys watched.</summary>
    public List<WatchedKey> Keys { get; } = [];

    /// <summary>A watched key changed.</summary>
    public void MarkDirty() => _dirty = true;
}
