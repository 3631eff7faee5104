namespace MtcpRedis.Keyspace.Structures.Hashes;

/// <summary>How large a hash may become as one listpack: hash-max-listpack-entries and hash-max-listpack-value.</summary>
/// <param name="Entries">Fields.</param>
/// <param name="ValueBytes">Bytes of a field's name or value.</param>
public readonly record struct HashLimits(long Entries, long ValueBytes);
