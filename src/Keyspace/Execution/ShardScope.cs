namespace MtcpRedis.Keyspace.Execution;

/// <summary>Which shards a command needs.</summary>
public enum ShardScope
{
    /// <summary>Those of its keys.</summary>
    Keys,

    /// <summary>All of them.</summary>
    All,
}
