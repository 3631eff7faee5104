namespace MtcpRedis.Core.Commands.Arguments;

/// <summary>What an argument of a command is, as COMMAND DOCS names it.</summary>
public enum ArgumentType
{
    /// <summary>Any bytes.</summary>
    String,

    /// <summary>A whole number.</summary>
    Integer,

    /// <summary>A floating point number.</summary>
    Double,

    /// <summary>The name of a key.</summary>
    Key,

    /// <summary>A glob pattern.</summary>
    Pattern,

    /// <summary>A point in time, counted from 1970.</summary>
    UnixTime,

    /// <summary>A fixed word without a value.</summary>
    PureToken,

    /// <summary>One of several alternatives.</summary>
    OneOf,

    /// <summary>Several arguments that belong together.</summary>
    Block,
}
