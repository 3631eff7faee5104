using MtcpRedis.Server.Config.Kinds;

namespace MtcpRedis.Server.Config.Directives;

/// <summary>One row of the table of directives.</summary>
/// <typeparam name="T">The type of the value.</typeparam>
public sealed class Directive<T> : Directive
    where T : notnull
{
    private readonly ValueKind<T> _kind;

    internal Directive(string name, ValueKind<T> kind, T defaultValue, string summary, DirectiveFlags flags, IReadOnlyList<string> aliases)
        : base(name, flags, summary, aliases)
    {
        _kind = kind;
        Default = defaultValue;
    }

    /// <summary>The value in force when nothing is configured.</summary>
    public T Default { get; }

    /// <inheritdoc/>
    public override string Expected => _kind.Expected;

    /// <inheritdoc/>
    public override bool Accumulates => _kind.Accumulates;

    /// <inheritdoc/>
    public override bool TakesSeveral => _kind.TakesSeveral;

    /// <inheritdoc/>
    public override bool IsBoolean => _kind is BooleanKind;

    /// <inheritdoc/>
    internal override object DefaultValue => Default;

    /// <inheritdoc/>
    internal override object Restart(object value) => _kind.Restart((T)value);

    /// <inheritdoc/>
    internal override bool TryParse(IReadOnlyList<string> arguments, object current, out object value, out string error)
    {
        bool parsed = _kind.TryParse(arguments, (T)current, out T typed, out error);
        value = typed;
        return parsed;
    }

    /// <inheritdoc/>
    internal override string Format(object value) => _kind.Format((T)value);

    /// <inheritdoc/>
    internal override IReadOnlyList<IReadOnlyList<string>> ToLines(object value) => _kind.ToLines((T)value);
}
