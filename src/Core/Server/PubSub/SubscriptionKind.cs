namespace MtcpRedis.Server.PubSub;

/// <summary>What a client can listen to.</summary>
internal enum SubscriptionKind
{
    /// <summary>SUBSCRIBE: a channel by name.</summary>
    Channel,

    /// <summary>PSUBSCRIBE: channels by pattern.</summary>
    Pattern,

    /// <summary>SSUBSCRIBE: a channel that lives in a hash slot.</summary>
    ShardChannel,
}
