namespace MtcpRedis.Server.Config.Kinds;

/// <summary>File permissions, written in octal; 0 leaves them to the umask.</summary>
public sealed class OctalKind : SingleValueKind<int>
{
    private const int Max = 0x1ff;

    /// <inheritdoc/>
    public override string Expected => "octal, 0 to 777";

    /// <inheritdoc/>
    public override string Format(int value) => Convert.ToString(value, 8);

    /// <inheritdoc/>
    protected override bool TryParse(string text, out int value, out string error)
    {
        error = "";
        if (!NumberText.TryParseOctal(text, out long number))
            error = "argument couldn't be parsed as an octal number";
        else if (number is < 0 or > Max)
            error = ConfigErrors.OutOfBounds("0", "777");
        value = (int)number;
        return error.Length == 0;
    }
}
