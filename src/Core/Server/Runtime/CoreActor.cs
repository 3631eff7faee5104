using Akka.Actor;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Server.Diagnostics;

namespace MtcpRedis.Server.Runtime;

/// <summary>The mailbox in front of a core's loop. It tells itself to poll whenever nothing else has to happen first.</summary>
internal sealed class CoreActor : UntypedActor
{
    private readonly CoreLoop _loop;
    private readonly NodeLog _log;

    public CoreActor(CoreLoop loop, NodeLog log)
    {
        _loop = loop;
        _log = log;
        loop.Cell = (ActorCell)Context;
    }

    protected override void OnReceive(object message)
    {
        switch (message)
        {
            case CoreProtocol.Poll:
                _loop.RunTurn();
                break;
            case ShardBatch batch:
                _loop.OnBatch(batch);
                break;
            case CoreProtocol.LeaseGranted granted:
                _loop.Operations.OnGranted(granted.Lease);
                break;
            case CoreProtocol.Invoke invoke:
                invoke.Work();
                break;
            case CoreProtocol.Stop stop:
                _loop.CloseAll();
                Become(static _ => { });
                stop.Done.SetResult();
                return;
            default:
                Unhandled(message);
                return;
        }
        if (_loop.TakePollRequest())
            Self.Tell(CoreProtocol.Poll.Instance, ActorRefs.NoSender);
    }

    /// <summary>A restart keeps the loop and its connections; the connection whose bytes led to the failure is answered and closed.</summary>
    protected override void PreRestart(Exception reason, object message)
    {
        _log.Warning($"Core {_loop.Index} failed and was restarted: {reason}");
        _loop.Recover();
        if (_loop.TakePollRequest())
            Self.Tell(CoreProtocol.Poll.Instance, ActorRefs.NoSender);
    }
}
