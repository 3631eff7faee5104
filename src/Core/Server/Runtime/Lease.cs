using Akka.Actor;

namespace MtcpRedis.Server.Runtime;

/// <summary>
/// A coordinator's hold on several shards. Shards are asked for in ascending order, so two coordinators never wait for each other.
/// </summary>
internal sealed class Lease
{
    private readonly int[] _shards;
    private int _granted;

    /// <param name="shards">The shards, ascending.</param>
    /// <param name="coordinator">The core that asks and is told.</param>
    /// <param name="granted">Run on the coordinator when all shards are held.</param>
    public Lease(int[] shards, IActorRef coordinator, Action<Lease> granted)
    {
        _shards = shards;
        Coordinator = coordinator;
        Granted = granted;
    }

    public IActorRef Coordinator { get; }

    public Action<Lease> Granted { get; }

    public ReadOnlySpan<int> Shards => _shards;

    /// <summary>Shards held so far.</summary>
    public int Held => _granted;

    /// <summary>The shard to ask for next, or -1 when all are held.</summary>
    public int NextShard => _granted < _shards.Length ? _shards[_granted] : -1;

    public void CountGrant() => _granted++;
}
