namespace MtcpRedis.Server.Config.Kinds;

/// <summary><c>yes</c> or <c>no</c>, in any case.</summary>
/// <param name="refuseYes">Why the value <c>yes</c> is refused; null where it is not.</param>
public sealed class BooleanKind(string? refuseYes = null) : SingleValueKind<bool>
{
    /// <inheritdoc/>
    public override string Expected => "yes | no";

    /// <inheritdoc/>
    public override string Format(bool value) => value ? "yes" : "no";

    /// <inheritdoc/>
    protected override bool TryParse(string text, out bool value, out string error)
    {
        value = text.Equals("yes", StringComparison.OrdinalIgnoreCase);
        error = "";
        if (value && refuseYes is not null)
            error = refuseYes;
        else if (!value && !text.Equals("no", StringComparison.OrdinalIgnoreCase))
            error = "argument must be 'yes' or 'no'";
        return error.Length == 0;
    }
}
