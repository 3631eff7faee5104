namespace MtcpRedis.Server.Config;

/// <summary>The configuration is wrong or cannot be read; the message is one line that says where and why, for the user.</summary>
public sealed class ConfigException : Exception
{
    /// <summary>Creates the error for something that was written in a file or on the command line.</summary>
    /// <param name="source">Where it was written.</param>
    /// <param name="reason">What is wrong, or what was expected.</param>
    public ConfigException(ConfigSource source, string reason)
        : base(OneLine($"{source}: {reason}"))
    {
    }

    /// <summary>Creates the error for a file as a whole.</summary>
    /// <param name="message">What is wrong, with the name of the file.</param>
    /// <param name="inner">The failure behind it, if any.</param>
    public ConfigException(string message, Exception? inner = null)
        : base(OneLine(message), inner)
    {
    }

    private static string OneLine(string message) => message.ReplaceLineEndings(" ").TrimEnd();
}
