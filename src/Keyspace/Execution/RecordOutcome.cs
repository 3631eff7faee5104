namespace MtcpRedis.Keyspace.Execution;

/// <summary>What became of a call in a batch.</summary>
public enum RecordOutcome : byte
{
    /// <summary>Not run yet.</summary>
    Pending,

    /// <summary>Run; the reply is there.</summary>
    Done,

    /// <summary>
    /// Not run: a client waits here whose command writes to another shard, so the write needs that shard too; or the connection has many
    /// reply bytes to read first. The core runs it, and the connection's calls behind it, one by one under leases.
    /// </summary>
    GivenBack,
}
