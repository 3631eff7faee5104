using Akka.Actor;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Hosting;

/// <summary>Posts work to shards through their actors.</summary>
internal sealed class ActorShardDispatcher(IActorRef[] shards) : IShardDispatcher
{
    public void Post(int shard, Action<KeyspaceShard> work) =>
        shards[shard].Tell(new ShardProtocol.DoWork(work), ActorRefs.NoSender);
}
