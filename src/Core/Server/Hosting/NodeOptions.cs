using Akka.Configuration;
using AkkaConfig = Akka.Configuration.Config;

namespace MtcpRedis.Server.Hosting;

/// <summary>How a node runs; fixed at start.</summary>
internal sealed record NodeOptions
{
    /// <summary><c>mtcp.cores</c>: threads, and shards, 1 or more.</summary>
    public int Cores { get; init; } = 1;

    /// <summary><c>mtcp.pin</c>: whether each core's thread is bound to a processor.</summary>
    public bool Pin { get; init; }

    /// <summary>The <c>akka</c> block of the configuration.</summary>
    public AkkaConfig Akka { get; init; } = ConfigurationFactory.Empty;
}
