using MtcpRedis.Server.Config.Directives.Serving;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Config.Settings;

/// <summary>How the node runs: the block <c>mtcp</c>, and what concerns the process as a whole.</summary>
public sealed record NodeSettings
{
    /// <summary><c>mtcp.cores</c>: threads that serve, at least 1; where 0 is configured, one per processor.</summary>
    public required int Cores { get; init; }

    /// <summary><c>mtcp.pin</c>: whether each of these threads is bound to a processor.</summary>
    public required bool Pin { get; init; }

    /// <summary><c>mtcp.transport</c>.</summary>
    public required TransportKind Transport { get; init; }

    /// <summary><c>mtcp.gather-usec</c>: longest time that requests are left to gather, in microseconds; 0 for none.</summary>
    public required int GatherMicroseconds { get; init; }

    /// <summary><c>pidfile</c>: file for the process id, empty for none.</summary>
    public required string PidFile { get; init; }

    internal static NodeSettings From(ConfigValues values) => new()
    {
        Cores = values.Get(MtcpDirectives.Cores) is var cores && cores == 0 ? Environment.ProcessorCount : (int)cores,
        Pin = values.Get(MtcpDirectives.Pin),
        Transport = values.Get(MtcpDirectives.Transport),
        GatherMicroseconds = (int)values.Get(MtcpDirectives.GatherMicroseconds),
        PidFile = ConfigText.ToDisplay(values.Get(ProcessDirectives.Pidfile)),
    };
}
