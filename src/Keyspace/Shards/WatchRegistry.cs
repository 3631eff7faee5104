namespace MtcpRedis.Keyspace.Shards;

/// <summary>Which clients watch which keys of one shard.</summary>
public sealed class WatchRegistry
{
    private readonly Dictionary<byte[], List<WatchToken>>?[] _byDatabase;

    internal WatchRegistry(int databases)
    {
        _byDatabase = new Dictionary<byte[], List<WatchToken>>?[databases];
    }

    /// <summary>Whether nobody watches anything; the fast way out of every write.</summary>
    public bool IsEmpty => KeyCount == 0;

    /// <summary>Keys watched by at least one client.</summary>
    public int KeyCount { get; private set; }

    /// <summary>Starts to tell <paramref name="token"/> of changes to a key; the token remembers it.</summary>
    public void Add(WatchToken token, WatchedKey watched)
    {
        Dictionary<byte[], List<WatchToken>> keys = _byDatabase[watched.Database] ??= new(ByteKeyComparer.Instance);
        if (!keys.TryGetValue(watched.Key, out List<WatchToken>? tokens))
        {
            keys.Add(watched.Key, tokens = []);
            KeyCount++;
        }
        tokens.Add(token);
    }

    /// <summary>Stops telling <paramref name="token"/> of changes to a key of this shard.</summary>
    public void Remove(WatchToken token, WatchedKey watched)
    {
        if (_byDatabase[watched.Database] is not { } keys || !keys.TryGetValue(watched.Key, out List<WatchToken>? tokens))
            return;
        tokens.Remove(token);
        if (tokens.Count == 0)
        {
            keys.Remove(watched.Key);
            KeyCount--;
        }
    }

    /// <summary>A key changed.</summary>
    internal void Touch(int database, ReadOnlySpan<byte> key)
    {
        if (_byDatabase[database] is not { } keys)
            return;
        if (keys.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(key, out List<WatchToken>? tokens))
        {
            foreach (WatchToken token in tokens)
                token.MarkDirty();
        }
    }

    /// <summary>The keys of a database that <paramref name="predicate"/> says changed (FLUSHDB, SWAPDB).</summary>
    internal void TouchWhere(int database, Func<byte[], bool> predicate)
    {
        if (_byDatabase[database] is not { } keys)
            return;
        foreach ((byte[] key, List<WatchToken> tokens) in keys)
        {
            if (predicate(key))
                tokens.ForEach(token => token.MarkDirty());
        }
    }
}
