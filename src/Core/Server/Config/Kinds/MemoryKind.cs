namespace MtcpRedis.Server.Config.Kinds;

/// <summary>An amount of memory in bytes, written with or without a unit.</summary>
/// <param name="min">The least amount.</param>
/// <param name="max">The greatest amount; above <see cref="long.MaxValue"/> only where Redis takes all of 64 bits.</param>
/// <param name="least">Smaller amounts that are accepted are raised to this one.</param>
public sealed class MemoryKind(ulong min, ulong max = long.MaxValue, ulong least = 0) : SingleValueKind<ulong>
{
    /// <inheritdoc/>
    public override string Expected => min == 0 ? "memory, like 100mb" : $"memory, like 100mb, at least {NumberText.FormatMemory(min)}";

    /// <inheritdoc/>
    public override string Format(ulong value) => NumberText.Format(value);

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> ToLines(ulong value) => [[NumberText.FormatMemory(value)]];

    /// <inheritdoc/>
    protected override bool TryParse(string text, out ulong value, out string error)
    {
        error = "";
        if (!NumberText.TryParseMemory(text, out value))
            error = "argument must be a memory value";
        else if (value < min || value > max)
            error = ConfigErrors.OutOfBounds(NumberText.Format(min), NumberText.Format(max));
        value = Math.Max(value, least);
        return error.Length == 0;
    }
}
