namespace MtcpRedis.Server.Config.Kinds;

/// <summary><c>on</c> or <c>off</c>: the form of our own switches, which take yes, no, true and false as well.</summary>
public sealed class SwitchKind : SingleValueKind<bool>
{
    private static readonly string[] s_on = ["on", "yes", "true"];
    private static readonly string[] s_off = ["off", "no", "false"];

    /// <inheritdoc/>
    public override string Expected => "on | off";

    /// <inheritdoc/>
    public override string Format(bool value) => value ? "on" : "off";

    /// <inheritdoc/>
    protected override bool TryParse(string text, out bool value, out string error)
    {
        value = s_on.Contains(text, StringComparer.OrdinalIgnoreCase);
        bool known = value || s_off.Contains(text, StringComparer.OrdinalIgnoreCase);
        error = known ? "" : "argument must be 'on' or 'off'";
        return known;
    }
}
