using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Server.Runtime;

/// <summary>Messages to a shard's actor besides <see cref="Keyspace.Execution.ShardBatch"/>.</summary>
internal static class ShardProtocol
{
    /// <summary>Hand the shard to the lease's coordinator.</summary>
    public sealed record AcquireLease(Lease Lease);

    /// <summary>The coordinator is done with the shard.</summary>
    public sealed record ReleaseLease(Lease Lease);

    /// <summary>Do something with the shard when it is free.</summary>
    public sealed record DoWork(Action<KeyspaceShard> Work);

    /// <summary>Time for background work: expiry.</summary>
    public sealed record BackgroundTick(long Now);

    /// <summary>Handle what waits since a lease that is over; only needed after a failure.</summary>
    public sealed record HandleStash
    {
        public static HandleStash Instance { get; } = new();
    }
}
