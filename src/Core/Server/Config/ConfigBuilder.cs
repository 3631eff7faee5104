using MtcpRedis.Server.Config.Directives;

namespace MtcpRedis.Server.Config;

/// <summary>Turns assignments into values, in the order in which they are given: what comes later wins.</summary>
internal sealed class ConfigBuilder
{
    private readonly Dictionary<Directive, ConfigSource> _assigned = [];

    /// <summary>The values so far.</summary>
    public ConfigValues Values { get; private set; } = ConfigValues.Defaults;

    /// <summary>The directives that were assigned, and where last.</summary>
    public IReadOnlyDictionary<Directive, ConfigSource> Assigned => _assigned;

    /// <summary>Applies one assignment.</summary>
    /// <exception cref="ConfigException">The directive is unknown or its value is wrong.</exception>
    public void Apply(ConfigAssignment assignment)
    {
        Directive directive = DirectiveTable.Find(assignment.Name) ?? throw Unknown(assignment);
        if (!TryAssign(directive, assignment, out string error))
            throw new ConfigException(Shown(directive, assignment.Source), error);
    }

    /// <summary>Applies one assignment unless the directive is unknown or its value is wrong.</summary>
    public bool TryApply(ConfigAssignment assignment) =>
        DirectiveTable.Find(assignment.Name) is { } directive && TryAssign(directive, assignment, out _);

    /// <summary>Applies assignments in their order.</summary>
    /// <exception cref="ConfigException">A directive is unknown or its value is wrong.</exception>
    public void Apply(IEnumerable<ConfigAssignment> assignments)
    {
        foreach (ConfigAssignment assignment in assignments)
            Apply(assignment);
    }

    /// <summary>One argument that stands for several is split at each space, as Redis does.</summary>
    internal static IReadOnlyList<string> Split(Directive directive, IReadOnlyList<string> arguments) =>
        directive.TakesSeveral && arguments is [{ Length: > 0 } single] ? single.Split(' ') : arguments;

    private bool TryAssign(Directive directive, ConfigAssignment assignment, out string error)
    {
        object current = Values.GetUntyped(directive);
        object start = _assigned.ContainsKey(directive) ? current : directive.Restart(current);
        if (!directive.TryParse(Split(directive, assignment.Arguments), start, out object value, out error))
            return false;
        _assigned[directive] = assignment.Source;
        Values = Values.With(directive, value);
        return true;
    }

    private static ConfigException Unknown(ConfigAssignment assignment)
    {
        string? closest = DirectiveTable.Closest(assignment.Name);
        string hint = closest is null ? "" : $" (did you mean '{closest}'?)";
        return new ConfigException(assignment.Source, ConfigErrors.BadDirective + hint);
    }

    /// <summary>Leaves the value of a secret out of a message.</summary>
    private static ConfigSource Shown(Directive directive, ConfigSource source) =>
        directive.Is(DirectiveFlags.Sensitive) ? source with { Text = $"{directive.Name} ..." } : source;
}
