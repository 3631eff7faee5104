using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Server.Runtime;

/// <summary>
/// What the shard's actor stands in front of: the shard, its executor and its lease. It outlives restarts of the actor, so an actor
/// that fails loses neither data nor a message.
/// </summary>
internal sealed class ShardService
{
    private readonly Queue<object> _stash = new();

    public ShardService(KeyspaceShard shard, BatchExecutor executor)
    {
        Shard = shard;
        Executor = executor;
    }

    public KeyspaceShard Shard { get; }

    public BatchExecutor Executor { get; }

    /// <summary>Who holds the shard besides its actor; null: nobody.</summary>
    public Lease? Holder { get; private set; }

    /// <summary>Messages that came while the shard was leased, to be handled in their order after the release.</summary>
    public Queue<object> Stash => _stash;

    /// <summary>Hands the shard out, if it is free.</summary>
    public bool TryLease(Lease lease)
    {
        if (Holder is not null || _stash.Count != 0)
            return false;
        Holder = lease;
        return true;
    }

    /// <summary>Takes the shard back.</summary>
    public void Release(Lease lease)
    {
        if (Holder != lease)
            throw new InvalidOperationException($"Shard {Shard.Index} is released by somebody who does not hold it.");
        Holder = null;
    }

    /// <summary>Hands the shard out to the first in the stash; the stash's order is kept.</summary>
    public void LeaseFromStash(Lease lease)
    {
        System.Diagnostics.Debug.Assert(Holder is null);
        Holder = lease;
    }
}
