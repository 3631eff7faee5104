using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Config.SpecialKinds;

/// <summary>A combination of shutdown options.</summary>
public sealed class ShutdownOptionsKind : ValueKind<ShutdownOptions>
{
    private static readonly (string Name, ShutdownOptions Value)[] s_names =
    [
        ("default", ShutdownOptions.None), ("save", ShutdownOptions.Save), ("nosave", ShutdownOptions.NoSave),
        ("now", ShutdownOptions.Now), ("force", ShutdownOptions.Force),
    ];

    /// <inheritdoc/>
    public override string Expected => "default, or save | nosave, now, force";

    /// <inheritdoc/>
    public override bool TakesSeveral => true;

    /// <inheritdoc/>
    public override bool TryParse(IReadOnlyList<string> arguments, ShutdownOptions current, out ShutdownOptions value, out string error)
    {
        value = ShutdownOptions.None;
        error = arguments.Count == 0 ? ConfigErrors.OneOf(s_names.Select(n => n.Name)) : "";
        foreach (string argument in arguments)
        {
            int index = Array.FindIndex(s_names, n => n.Name.Equals(argument, StringComparison.OrdinalIgnoreCase));
            if (index < 0)
                error = ConfigErrors.OneOf(s_names.Select(n => n.Name));
            else
                value |= s_names[index].Value;
        }

        if (error.Length == 0 && value.HasFlag(ShutdownOptions.Save) && value.HasFlag(ShutdownOptions.NoSave))
            error = "shutdown options SAVE and NOSAVE can't be used simultaneously";
        return error.Length == 0;
    }

    /// <inheritdoc/>
    public override string Format(ShutdownOptions value) => string.Join(' ', Names(value));

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> ToLines(ShutdownOptions value) => [Names(value)];

    private static List<string> Names(ShutdownOptions value) => s_names
        .Where(n => n.Value == ShutdownOptions.None ? value == ShutdownOptions.None : value.HasFlag(n.Value))
        .Select(n => n.Name)
        .ToList();
}
