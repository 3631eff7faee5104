using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Server.PubSub;

/// <summary>What one client listens to.</summary>
internal sealed class Subscriptions
{
    public HashSet<byte[]> Channels { get; } = new(ByteKeyComparer.Instance);

    public HashSet<byte[]> Patterns { get; } = new(ByteKeyComparer.Instance);

    public HashSet<byte[]> ShardChannels { get; } = new(ByteKeyComparer.Instance);

    public int Total => Channels.Count + Patterns.Count + ShardChannels.Count;

    /// <summary>The names of one kind.</summary>
    public HashSet<byte[]> Of(SubscriptionKind kind) => kind switch
    {
        SubscriptionKind.Channel => Channels,
        SubscriptionKind.Pattern => Patterns,
        _ => ShardChannels,
    };

    /// <summary>What a confirmation counts: shard channels by themselves, channels and patterns together.</summary>
    public int CountFor(SubscriptionKind kind) =>
        kind == SubscriptionKind.ShardChannel ? ShardChannels.Count : Channels.Count + Patterns.Count;
}
