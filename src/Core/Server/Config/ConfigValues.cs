using MtcpRedis.Server.Config.Directives;

namespace MtcpRedis.Server.Config;

/// <summary>One value for every directive; immutable.</summary>
public sealed class ConfigValues
{
    private readonly object[] _values;

    private ConfigValues(object[] values) => _values = values;

    /// <summary>The defaults.</summary>
    public static ConfigValues Defaults { get; } = new(DirectiveTable.All.Select(d => d.DefaultValue).ToArray());

    /// <summary>The value of a directive.</summary>
    /// <typeparam name="T">The type of the value.</typeparam>
    /// <param name="directive">The directive.</param>
    public T Get<T>(Directive<T> directive)
        where T : notnull => (T)_values[directive.Index];

    /// <summary>The value of a directive in its canonical form, as CONFIG GET shows it.</summary>
    /// <param name="directive">The directive.</param>
    public string Format(Directive directive) => directive.Format(_values[directive.Index]);

    /// <summary>Whether a directive has its default value.</summary>
    /// <param name="directive">The directive.</param>
    public bool IsDefault(Directive directive) => HasValueOf(directive, Defaults);

    /// <summary>Whether a directive has the same value here and in <paramref name="other"/>.</summary>
    /// <param name="directive">The directive.</param>
    /// <param name="other">The values to compare with.</param>
    public bool HasValueOf(Directive directive, ConfigValues other) =>
        SameLines(directive.ToLines(_values[directive.Index]), directive.ToLines(other._values[directive.Index]));

    /// <summary>The lines of arguments that give a directive its value.</summary>
    internal IReadOnlyList<IReadOnlyList<string>> ToLines(Directive directive) => directive.ToLines(_values[directive.Index]);

    internal object GetUntyped(Directive directive) => _values[directive.Index];

    /// <summary>A copy in which one directive has another value.</summary>
    internal ConfigValues With(Directive directive, object value)
    {
        object[] values = [.. _values];
        values[directive.Index] = value;
        return new ConfigValues(values);
    }

    private static bool SameLines(IReadOnlyList<IReadOnlyList<string>> a, IReadOnlyList<IReadOnlyList<string>> b) =>
        a.Count == b.Count && a.Zip(b).All(lines => lines.First.SequenceEqual(lines.Second));
}
