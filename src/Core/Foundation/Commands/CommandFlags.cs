namespace MtcpRedis.Core.Commands;

/// <summary>What a command is and where it may run, as COMMAND INFO reports it.</summary>
[Flags]
public enum CommandFlags
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>Changes the dataset.</summary>
    Write = 1 << 0,

    /// <summary>Only reads the dataset.</summary>
    ReadOnly = 1 << 1,

    /// <summary>May make the dataset larger; refused when memory is full.</summary>
    DenyOom = 1 << 2,

    /// <summary>Administrative.</summary>
    Admin = 1 << 3,

    /// <summary>Publish and subscribe.</summary>
    PubSub = 1 << 4,

    /// <summary>Not allowed in scripts.</summary>
    NoScript = 1 << 5,

    /// <summary>May block the client.</summary>
    Blocking = 1 << 6,

    /// <summary>Allowed while the dataset is loading.</summary>
    Loading = 1 << 7,

    /// <summary>Allowed on a replica with stale data.</summary>
    Stale = 1 << 8,

    /// <summary>Not shown to MONITOR.</summary>
    SkipMonitor = 1 << 9,

    /// <summary>Not entered in the slow log.</summary>
    SkipSlowLog = 1 << 10,

    /// <summary>Sent with ASKING implied.</summary>
    Asking = 1 << 11,

    /// <summary>Constant or logarithmic time.</summary>
    Fast = 1 << 12,

    /// <summary>Allowed before authentication.</summary>
    NoAuth = 1 << 13,

    /// <summary>May replicate though it writes nothing.</summary>
    MayReplicate = 1 << 14,

    /// <summary>Not allowed between MULTI and EXEC.</summary>
    NoMulti = 1 << 15,

    /// <summary>Keys depend on arguments beyond the key specifications.</summary>
    MovableKeys = 1 << 16,

    /// <summary>Allowed while another command is busy.</summary>
    AllowBusy = 1 << 17,

    /// <summary>Refused while an asynchronous load goes on.</summary>
    NoAsyncLoading = 1 << 18,

    /// <summary>No database is touched, keys or not.</summary>
    NoMandatoryKeys = 1 << 19,

    /// <summary>Only for the replication protocol.</summary>
    Protected = 1 << 20,

    /// <summary>Answered by a Sentinel too.</summary>
    Sentinel = 1 << 21,

    /// <summary>Answered by a Sentinel only.</summary>
    OnlySentinel = 1 << 22,

    /// <summary>Touches the arguments of keys of any node.</summary>
    TouchesArbitraryKeys = 1 << 23,
}
