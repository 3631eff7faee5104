namespace MtcpRedis.Server.Config.Values;

/// <summary>The node that this one replicates.</summary>
/// <param name="Host">Host name or address; empty when this node is a master.</param>
/// <param name="Port">TCP port, 0 when this node is a master.</param>
public sealed record MasterAddress(string Host, int Port)
{
    /// <summary>No master: this node is one itself.</summary>
    public static MasterAddress None { get; } = new("", 0);
}
