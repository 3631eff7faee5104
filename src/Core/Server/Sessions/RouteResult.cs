namespace MtcpRedis.Server.Sessions;

/// <summary>What became of a command that was parsed.</summary>
internal enum RouteResult
{
    /// <summary>Taken; the next one may follow.</summary>
    Taken,

    /// <summary>Taken, but nothing behind it may be looked at until it is done.</summary>
    TakenStop,

    /// <summary>It must wait until the commands before it are answered; it will be parsed again.</summary>
    NotYet,
}
