using System.Globalization;

namespace MtcpRedis.Server.Config;

/// <summary>Where an assignment was written.</summary>
/// <param name="Origin">The file as the user named it, or <c>command line</c> or <c>standard input</c>.</param>
/// <param name="Line">The line, from 1; 0 where there are none.</param>
/// <param name="Text">What is written there.</param>
public sealed record ConfigSource(string Origin, int Line, string Text)
{
    /// <summary>The origin of arguments of the process.</summary>
    public const string CommandLine = "command line";

    /// <summary>The origin of configuration that is piped in.</summary>
    public const string StandardInput = "standard input";

    /// <summary>Origin, line and text, to begin a message with.</summary>
    public override string ToString() =>
        Line == 0 ? $"{Origin}: '{Text}'" : string.Create(CultureInfo.InvariantCulture, $"{Origin}:{Line}: '{Text}'");
}
