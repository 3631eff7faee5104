namespace MtcpRedis.Server.Runtime;

/// <summary>What a core counted; written by its thread, read by INFO on any.</summary>
internal sealed class CoreStatistics
{
    /// <summary>Turns that found something to do.</summary>
    public long BusyTurns { get; set; }

    /// <summary>Turns that did not.</summary>
    public long IdleTurns { get; set; }

    /// <summary>Connections let in.</summary>
    public long Connections { get; set; }

    /// <summary>Connections refused by <c>maxclients</c> or protected mode.</summary>
    public long Rejected { get; set; }

    /// <summary>Commands that the core ran itself, or ran under leases.</summary>
    public long Commands { get; set; }

    /// <summary>Connections closed because they exceeded an output limit.</summary>
    public long OutputLimitCloses { get; set; }

    /// <summary>Connections closed because they exceeded the query buffer limit.</summary>
    public long QueryLimitCloses { get; set; }

    /// <summary>Connections closed because all together took too much memory.</summary>
    public long EvictedClients { get; set; }

    /// <summary>Sets the counters that CONFIG RESETSTAT resets to zero.</summary>
    public void Reset() => Connections = Rejected = Commands = OutputLimitCloses = QueryLimitCloses = EvictedClients = 0;
}
