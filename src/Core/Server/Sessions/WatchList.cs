using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>Ends WATCH: the session forgets its token at once, the shards when they are free.</summary>
internal static class WatchList
{
    /// <summary>Stops watching (UNWATCH, EXEC, DISCARD, RESET, closing).</summary>
    public static void Forget(Session session)
    {
        if (session.Watch is not { } token)
            return;
        session.Watch = null;
        SharedKeyspace keyspace = session.Core.Node.Keyspace;
        foreach (IGrouping<int, WatchedKey> keys in token.Keys.GroupBy(key => keyspace.ShardOf(key.Key).Index))
        {
            WatchedKey[] ofShard = keys.ToArray();
            session.Core.TellShard(keys.Key, new ShardProtocol.DoWork(shard =>
            {
                foreach (WatchedKey key in ofShard)
                    shard.Watches.Remove(token, key);
            }));
        }
    }
}
