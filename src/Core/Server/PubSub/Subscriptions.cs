using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Server.PubSub;

/// <summary>The channels and patterns that one client listens to, in the order it asked.</summary>
internal sealed class Subscriptions
{
    public HashSet<byte[]> Channels { get; } = new(ByteKeyComparer.Instance);

    public HashSet<byte[]> Patterns { get; } = new(ByteKeyComparer.Instance);

    public HashSet<byte[]> ShardChannels { get; } = new(ByteKeyComparer.Instance);

    public int Total => Channels.Count + Patterns.Count + ShardChannels.Count;
}
