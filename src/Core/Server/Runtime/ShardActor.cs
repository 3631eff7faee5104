using Akka.Actor;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Server.Diagnostics;

namespace MtcpRedis.Server.Runtime;

/// <summary>The mailbox in front of a shard. While a coordinator holds the shard, messages wait in their order.</summary>
internal sealed class ShardActor : UntypedActor
{
    private readonly ShardService _service;
    private readonly NodeLog _log;

    public ShardActor(ShardService service, NodeLog log)
    {
        _service = service;
        _log = log;
        if (service.Holder is not null)
            Become(Leased);
    }

    protected override void OnReceive(object message) => Handle(message);

    /// <summary>A restart keeps shard, lease and stash; the call that failed is answered and its batch goes on.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        _log.Warning($"Shard {_service.Shard.Index} failed and was restarted: {reason}");
        // Not the message of the mailbox: that may be the release of a lease, behind which others were handled.
        if (_service.Handling is ShardBatch batch)
        {
            BatchExecutor.FailCurrent(batch);
            Self.Tell(batch);
        }
        if (_service.Holder is null && _service.Stash.Count > 0)
            Self.Tell(ShardProtocol.HandleStash.Instance);
    }

    private void Leased(object message)
    {
        if (message is not ShardProtocol.ReleaseLease release)
        {
            _service.Stash.Enqueue(message);
            return;
        }
        _service.Release(release.Lease);
        Become(OnReceive);
        HandleStash();
    }

    private void HandleStash()
    {
        while (_service.Holder is null && _service.Stash.TryDequeue(out object? next))
            Handle(next);
    }

    private void Handle(object message)
    {
        _service.Handling = message;
        switch (message)
        {
            case ShardBatch batch:
                _service.Executor.Run(batch);
                ((ITurnOwner)batch.Owner!).Core.Tell(batch, ActorRefs.NoSender);
                break;
            case ShardProtocol.AcquireLease acquire:
                _service.HandTo(acquire.Lease);
                Become(Leased);
                acquire.Lease.Coordinator.Tell(new CoreProtocol.LeaseGranted(acquire.Lease), ActorRefs.NoSender);
                break;
            case ShardProtocol.DoWork work:
                work.Work(_service.Shard);
                break;
            case ShardProtocol.BackgroundTick tick:
                _service.Shard.DoBackgroundWork(tick.Now);
                break;
            case ShardProtocol.HandleStash:
                HandleStash();
                break;
            default:
                Unhandled(message);
                break;
        }
    }
}
