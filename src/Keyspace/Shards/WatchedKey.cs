namespace MtcpRedis.Keyspace.Shards;

/// <summary>A key that a client watches.</summary>
/// <param name="Database">Index of the database.</param>
/// <param name="Key">The key.</param>
/// <param name="WasExpired">Whether it was there but past its time when the watch began; its removal then is no change.</param>
public sealed record WatchedKey(int Database, byte[] Key, bool WasExpired);
