using MtcpRedis.Server.Config.Kinds;

namespace MtcpRedis.Server.Config.SpecialKinds;

/// <summary>Lines that each stand for themselves, such as <c>rename-command</c>: every line adds its arguments.</summary>
/// <param name="expected">What a line holds, for people.</param>
/// <param name="min">The least number of arguments.</param>
/// <param name="max">The greatest number of arguments.</param>
public sealed class LinesKind(string expected, int min, int max = int.MaxValue) : ValueKind<IReadOnlyList<IReadOnlyList<string>>>
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override bool Accumulates => true;

    /// <inheritdoc/>
    public override bool TryParse(
        IReadOnlyList<string> arguments,
        IReadOnlyList<IReadOnlyList<string>> current,
        out IReadOnlyList<IReadOnlyList<string>> value,
        out string error)
    {
        bool fits = arguments.Count >= min && arguments.Count <= max;
        value = fits ? [.. current, arguments.ToList()] : current;
        error = fits ? "" : ConfigErrors.BadDirective;
        return fits;
    }

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<IReadOnlyList<string>> value) => string.Join(", ", value.Select(l => string.Join(' ', l)));

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> ToLines(IReadOnlyList<IReadOnlyList<string>> value) => value;
}
