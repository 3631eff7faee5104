namespace MtcpRedis.Core.Commands;

/// <summary>Where a command's keys stand among its arguments (Redis documentation, "Command key specifications").</summary>
public sealed record KeySpec
{
    /// <summary>How the first key of a specification is found.</summary>
    public enum BeginKind
    {
        /// <summary>At a fixed position, <see cref="Position"/>.</summary>
        Index,

        /// <summary>Behind the keyword <see cref="Keyword"/>.</summary>
        Keyword,

        /// <summary>Only the command itself knows.</summary>
        Unknown,
    }

    /// <summary>How the further keys follow from the first.</summary>
    public enum FindKind
    {
        /// <summary>From the first to <see cref="LastKey"/> in steps of <see cref="Step"/>.</summary>
        Range,

        /// <summary>As many as the argument at <see cref="KeyNumIndex"/> says.</summary>
        KeyNum,

        /// <summary>Only the command itself knows.</summary>
        Unknown,
    }

    /// <summary>What is done with the keys.</summary>
    public required KeySpecFlags Flags { get; init; }

    /// <summary>How the first key is found.</summary>
    public BeginKind Begin { get; init; } = BeginKind.Index;

    /// <summary>Position of the first key; the command's name is 0.</summary>
    public int Position { get; init; } = 1;

    /// <summary>The keyword in front of the first key.</summary>
    public string Keyword { get; init; } = "";

    /// <summary>Where the search for the keyword starts; negative: counted from the end, searching backwards.</summary>
    public int StartFrom { get; init; }

    /// <summary>How the other keys are found.</summary>
    public FindKind Find { get; init; } = FindKind.Range;

    /// <summary>Last key relative to the first; negative: counted from the last argument.</summary>
    public int LastKey { get; init; }

    /// <summary>Distance between keys.</summary>
    public int Step { get; init; } = 1;

    /// <summary>With a negative <see cref="LastKey"/>: keys stop at 1/limit of the remaining arguments; 0 and 1 mean no limit.</summary>
    public int Limit { get; init; }

    /// <summary>Position of the key count relative to the begin position.</summary>
    public int KeyNumIndex { get; init; }

    /// <summary>Position of the first counted key relative to the begin position.</summary>
    public int FirstKey { get; init; } = 1;
}
