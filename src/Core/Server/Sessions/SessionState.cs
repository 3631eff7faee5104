namespace MtcpRedis.Server.Sessions;

/// <summary>What a connection is doing; only an idle one is received from and parsed.</summary>
internal enum SessionState
{
    /// <summary>Nothing is under way.</summary>
    Idle,

    /// <summary>Commands of it are in a turn.</summary>
    InTurn,

    /// <summary>A command of it waits for leases.</summary>
    InOperation,

    /// <summary>A blocking command of it waits for a key.</summary>
    Blocked,

    /// <summary>Commands are held back by CLIENT PAUSE.</summary>
    Paused,

    /// <summary>It is closed; what is still under way for it is thrown away.</summary>
    Closed,
}
