namespace MtcpRedis.Server.Sessions;

/// <summary>CLIENT REPLY: which replies a client wants.</summary>
internal enum ReplyMode
{
    On,

    /// <summary>None until ON.</summary>
    Off,

    /// <summary>SKIP was said: not that of the next command.</summary>
    SkipNext,

    /// <summary>The command that runs is the one to skip.</summary>
    Skipping,
}
