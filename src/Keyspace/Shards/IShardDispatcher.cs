namespace MtcpRedis.Keyspace.Shards;

/// <summary>Lets whoever holds a shard ask for work on another one, which is done as soon as that one is free.</summary>
public interface IShardDispatcher
{
    /// <summary>Runs <paramref name="work"/> on the shard once its holder is free.</summary>
    void Post(int shard, Action<KeyspaceShard> work);
}
