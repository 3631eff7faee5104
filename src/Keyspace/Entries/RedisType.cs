namespace MtcpRedis.Keyspace.Entries;

/// <summary>What a key holds, as TYPE reports it.</summary>
public enum RedisType : byte
{
    /// <summary>A string.</summary>
    String = 0,

    /// <summary>A list.</summary>
    List = 1,

    /// <summary>A set.</summary>
    Set = 2,

    /// <summary>A sorted set.</summary>
    SortedSet = 3,

    /// <summary>A hash.</summary>
    Hash = 4,
}
