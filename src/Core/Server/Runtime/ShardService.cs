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

    /// <summary>The message that is being handled, or was when the actor failed.</summary>
    public object? Handling { get; set; }

    /// <summary>Takes the shard back.</summary>
    public void Release(Lease lease)
    {
        if (Holder != lease)
            throw new InvalidOperationException($"Shard {Shard.Index} is released by somebody who does not hold it.");
        Holder = null;
    }

    /// <summary>Hands the shard out.</summary>
    public void HandTo(Lease lease)
    {
        System.Diagnostics.Debug.Assert(Holder is null);
        Holder = lease;
    }
}
