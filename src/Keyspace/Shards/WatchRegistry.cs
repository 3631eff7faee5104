namespace MtcpRedis.Keyspace.Shards;

/// <summary>Which clients watch which keys of one shard.</summary>
public sealed class WatchRegistry
{
    private readonly Dictionary<byte[], List<(WatchToken Token, WatchedKey Key)>>?[] _byDatabase;

    internal WatchRegistry(int databases)
    {
        _byDatabase = new Dictionary<byte[], List<(WatchToken Token, WatchedKey Key)>>?[databases];
    }

    /// <summary>Whether nobody watches anything; the fast way out of every write.</summary>
    public bool IsEmpty => KeyCount == 0;

    /// <summary>Keys watched by at least one client.</summary>
    public int KeyCount { get; private set; }

    /// <summary>Starts to tell <paramref name="token"/> of changes to a key; the token remembers it.</summary>
    public void Add(WatchToken token, WatchedKey watched)
    {
        Dictionary<byte[], List<(WatchToken Token, WatchedKey Key)>> keys = _byDatabase[watched.Database] ??= new(ByteKeyComparer.Instance);
        if (!keys.TryGetValue(watched.Key, out List<(WatchToken Token, WatchedKey Key)>? watchers))
        {
            keys.Add(watched.Key, watchers = []);
            KeyCount++;
        }
        watchers.Add((token, watched));
    }

    /// <summary>Stops telling <paramref name="token"/> of changes to a key of this shard.</summary>
    public void Remove(WatchToken token, WatchedKey watched)
    {
        if (_byDatabase[watched.Database] is not { } keys || !keys.TryGetValue(watched.Key, out List<(WatchToken Token, WatchedKey Key)>? watchers))
            return;
        watchers.Remove((token, watched));
        if (watchers.Count == 0)
        {
            keys.Remove(watched.Key);
            KeyCount--;
        }
    }

    /// <summary>A key changed.</summary>
    internal void Touch(int database, ReadOnlySpan<byte> key)
    {
        if (Find(database, key) is not { } watchers)
            return;
        foreach ((WatchToken token, _) in watchers)
            token.MarkDirty();
    }

    /// <summary>A key was removed since its time had come: nothing new to those who found it so when they began to watch.</summary>
    internal void TouchExpired(int database, ReadOnlySpan<byte> key)
    {
        if (Find(database, key) is not { } watchers)
            return;
        foreach ((WatchToken token, WatchedKey watched) in watchers)
        {
            if (watched.WasExpired)
                watched.WasExpired = false;
            else
                token.MarkDirty();
        }
    }

    /// <summary>The watches in a database to which <paramref name="isChanged"/> says that the key changed (FLUSHDB, SWAPDB).</summary>
    internal void TouchWhere(int database, Func<WatchedKey, bool> isChanged)
    {
        if (_byDatabase[database] is not { } keys)
            return;
        foreach ((WatchToken token, WatchedKey watched) in keys.Values.SelectMany(watchers => watchers))
        {
            if (isChanged(watched))
                token.MarkDirty();
        }
    }

    private List<(WatchToken Token, WatchedKey Key)>? Find(int database, ReadOnlySpan<byte> key) =>
        _byDatabase[database] is { } keys && keys.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out var watchers) ? watchers : null;
}
