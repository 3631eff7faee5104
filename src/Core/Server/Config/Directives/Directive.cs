namespace MtcpRedis.Server.Config.Directives;

/// <summary>
/// One row of the table of directives, without the type of its value: what loading, CONFIG GET, CONFIG SET, CONFIG REWRITE and the
/// reference file need to know of it.
/// </summary>
public abstract class Directive
{
    private protected Directive(string name, DirectiveFlags flags, string summary, IReadOnlyList<string> aliases)
    {
        Name = name;
        Flags = flags;
        Summary = summary;
        Aliases = aliases;
    }

    /// <summary>The name in lower case.</summary>
    public string Name { get; }

    /// <summary>Older names for the same directive, in lower case.</summary>
    public IReadOnlyList<string> Aliases { get; }

    /// <summary>Properties of the directive.</summary>
    public DirectiveFlags Flags { get; }

    /// <summary>What the directive does, in a sentence or two for people.</summary>
    public string Summary { get; }

    /// <summary>Position in <see cref="DirectiveTable.All"/>.</summary>
    public int Index { get; internal set; } = -1;

    /// <summary>What a value looks like, for people.</summary>
    public abstract string Expected { get; }

    /// <summary>Whether repeated lines add up instead of replacing each other.</summary>
    public abstract bool Accumulates { get; }

    /// <summary>Whether a value consists of several arguments.</summary>
    public abstract bool TakesSeveral { get; }

    /// <summary>Whether a value is a plain truth value, which HOCON writes as true, on or yes.</summary>
    public abstract bool IsBoolean { get; }

    /// <summary>The value in force when nothing is configured.</summary>
    internal abstract object DefaultValue { get; }

    /// <summary>Whether all of <paramref name="flags"/> are set.</summary>
    /// <param name="flags">The flags to ask for.</param>
    public bool Is(DirectiveFlags flags) => (Flags & flags) == flags;

    /// <summary>The value that the first assignment of a start, and every CONFIG SET, builds on.</summary>
    /// <param name="value">The default at start, the current value for CONFIG SET.</param>
    internal abstract object Restart(object value);

    /// <summary>Reads a value.</summary>
    internal abstract bool TryParse(IReadOnlyList<string> arguments, object current, out object value, out string error);

    /// <summary>The canonical form of a value.</summary>
    internal abstract string Format(object value);

    /// <summary>The arguments of each line that gives a value.</summary>
    internal abstract IReadOnlyList<IReadOnlyList<string>> ToLines(object value);
}
