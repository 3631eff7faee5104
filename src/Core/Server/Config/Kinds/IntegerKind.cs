namespace MtcpRedis.Server.Config.Kinds;

/// <summary>A whole number within bounds.</summary>
/// <param name="min">The least value.</param>
/// <param name="max">The greatest value.</param>
/// <param name="adjust">Brings an accepted value into the range that takes effect; null where every value does.</param>
public sealed class IntegerKind(long min, long max, Func<long, long>? adjust = null) : SingleValueKind<long>
{
    /// <inheritdoc/>
    public override string Expected => ConfigErrors.Range(min, max);

    /// <inheritdoc/>
    public override string Format(long value) => NumberText.Format(value);

    /// <inheritdoc/>
    protected override bool TryParse(string text, out long value, out string error)
    {
        error = "";
        if (!NumberText.TryParseInteger(text, out value))
            error = "argument couldn't be parsed into an integer";
        else if (value < min || value > max)
            error = ConfigErrors.OutOfBounds(NumberText.Format(min), NumberText.Format(max));
        else if (adjust is not null)
            value = adjust(value);
        return error.Length == 0;
    }
}
