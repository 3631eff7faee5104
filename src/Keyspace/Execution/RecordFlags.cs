namespace MtcpRedis.Keyspace.Execution;

/// <summary>What a shard must know of the client that sent a call.</summary>
[Flags]
public enum RecordFlags : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The client speaks RESP3.</summary>
    Resp3 = 1,

    /// <summary>Accesses do not count for eviction (CLIENT NO-TOUCH).</summary>
    NoTouch = 2,
}
