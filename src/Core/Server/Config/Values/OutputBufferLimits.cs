namespace MtcpRedis.Server.Config.Values;

/// <summary>The directive <c>client-output-buffer-limit</c>: one limit per class of clients.</summary>
/// <param name="Normal">Ordinary clients, those in MONITOR included.</param>
/// <param name="Replica">Replicas.</param>
/// <param name="PubSub">Clients that are subscribed to a channel or pattern.</param>
public sealed record OutputBufferLimits(OutputBufferLimit Normal, OutputBufferLimit Replica, OutputBufferLimit PubSub)
{
    /// <summary>Redis' defaults.</summary>
    public static OutputBufferLimits Default { get; } = new(new(0, 0, 0), new(256 << 20, 64 << 20, 60), new(32 << 20, 8 << 20, 60));
}
