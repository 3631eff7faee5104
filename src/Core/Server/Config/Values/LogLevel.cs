namespace MtcpRedis.Server.Config.Values;

/// <summary>How much is logged, the most first: a level includes those below it.</summary>
public enum LogLevel
{
    /// <summary><c>debug</c>: everything.</summary>
    Debug,

    /// <summary><c>verbose</c>: much that is rarely of use.</summary>
    Verbose,

    /// <summary><c>notice</c>: what an operator wants to see.</summary>
    Notice,

    /// <summary><c>warning</c>: only what is critical.</summary>
    Warning,

    /// <summary><c>nothing</c>.</summary>
    Nothing,
}
