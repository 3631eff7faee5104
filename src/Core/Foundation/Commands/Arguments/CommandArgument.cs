namespace MtcpRedis.Core.Commands.Arguments;

/// <summary>An argument in the usage of a command (Redis documentation, "Command arguments").</summary>
public sealed record CommandArgument
{
    /// <summary>Its name, lower case.</summary>
    public required string Name { get; init; }

    /// <summary>What it is.</summary>
    public required ArgumentType Type { get; init; }

    /// <summary>The fixed word in front of it, or that it consists of; null: none.</summary>
    public string? Token { get; init; }

    /// <summary>How a usage line shows it, where that is not its name.</summary>
    public string? Display { get; init; }

    /// <summary>The key specification that finds it; -1: it is no key.</summary>
    public int KeySpecIndex { get; init; } = -1;

    /// <summary>Whether it may be left out.</summary>
    public bool IsOptional { get; init; }

    /// <summary>Whether it may be repeated.</summary>
    public bool IsMultiple { get; init; }

    /// <summary>Whether <see cref="Token"/> is repeated with it.</summary>
    public bool RepeatsToken { get; init; }

    /// <summary>The alternatives of a <see cref="ArgumentType.OneOf"/>, the parts of a <see cref="ArgumentType.Block"/>.</summary>
    public CommandArgument[] Children { get; init; } = [];
}
