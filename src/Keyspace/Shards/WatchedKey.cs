namespace MtcpRedis.Keyspace.Shards;

/// <summary>A key that a client watches.</summary>
/// <param name="database">Index of the database.</param>
/// <param name="key">The key.</param>
/// <param name="wasExpired">Whether it was there but past its time when the watch began.</param>
public sealed class WatchedKey(int database, byte[] key, bool wasExpired)
{
    /// <summary>Index of the database.</summary>
    public int Database { get; } = database;

    /// <summary>The key.</summary>
    public byte[] Key { get; } = key;

    /// <summary>
    /// Whether it was past its time when the watch began and has not been removed since; its removal is no change to the client, who
    /// saw no key. Changed by the shard alone.
    /// </summary>
    public bool WasExpired { get; internal set; } = wasExpired;
}
