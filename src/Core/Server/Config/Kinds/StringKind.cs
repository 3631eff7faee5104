namespace MtcpRedis.Server.Config.Kinds;

/// <summary>A string, possibly empty.</summary>
/// <param name="expected">What the string stands for, for people.</param>
/// <param name="check">Gives the reason to refuse a value, or null; not called when absent.</param>
/// <param name="binary">Keep zero bytes, which otherwise end the string as they do in a path.</param>
public sealed class StringKind(string expected = "a string", Func<string, string?>? check = null, bool binary = false)
    : SingleValueKind<string>
{
    /// <inheritdoc/>
    public override string Expected => expected;

    /// <inheritdoc/>
    public override string Format(string value) => value;

    /// <inheritdoc/>
    protected override bool TryParse(string text, out string value, out string error)
    {
        int zero = binary ? -1 : text.IndexOf('\0');
        value = zero < 0 ? text : text[..zero];
        error = check?.Invoke(value) ?? "";
        return error.Length == 0;
    }
}
