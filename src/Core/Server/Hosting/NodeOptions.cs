using Akka.Configuration;
using MtcpRedis.Server.Runtime;
using AkkaConfig = Akka.Configuration.Config;

namespace MtcpRedis.Server.Hosting;

/// <summary>How a node runs; fixed at start.</summary>
internal sealed record NodeOptions
{
    /// <summary><c>mtcp.cores</c>: threads, and shards, 1 or more.</summary>
    public int Cores { get; init; } = 1;

    /// <summary>Where the threads run; null: the scheduler decides.</summary>
    public ProcessorPlan? Processors { get; init; }

    /// <summary>Whether the cores' threads go before others that want their processors.</summary>
    public bool IsUrgent { get; init; }

    /// <summary>The <c>akka</c> block of the configuration.</summary>
    public AkkaConfig Akka { get; init; } = ConfigurationFactory.Empty;
}
