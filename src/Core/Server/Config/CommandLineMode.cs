namespace MtcpRedis.Server.Config;

/// <summary>What the process is asked to do.</summary>
public enum CommandLineMode
{
    /// <summary>Serve.</summary>
    Run,

    /// <summary>Print how to use the program, and leave.</summary>
    Help,

    /// <summary>Print the version, and leave.</summary>
    Version,

    /// <summary>Print every directive with its default as a HOCON file, and leave.</summary>
    PrintReference,
}
