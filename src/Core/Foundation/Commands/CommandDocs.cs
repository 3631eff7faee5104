namespace MtcpRedis.Core.Commands;

/// <summary>What COMMAND DOCS tells of a command.</summary>
/// <param name="Summary">One sentence on what it does.</param>
/// <param name="Since">Version of Redis that brought it.</param>
/// <param name="Complexity">Cost in O notation.</param>
public sealed record CommandDocs(string Summary, string Since, string Complexity)
{
    /// <summary>
    /// The arguments in the notation that <see cref="Arguments.CommandArguments"/> parses; empty: none.
    /// </summary>
    public string Arguments { get; init; } = "";

    /// <summary>Version that deprecated the command, or null.</summary>
    public string? DeprecatedSince { get; init; }

    /// <summary>What to use instead, or null.</summary>
    public string? ReplacedBy { get; init; }

    /// <summary>Changes since: version and what changed, one <c>version: text</c> each.</summary>
    public string[] History { get; init; } = [];
}
