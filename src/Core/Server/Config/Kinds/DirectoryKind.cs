namespace MtcpRedis.Server.Config.Kinds;

/// <summary>An existing directory; kept as its full path, empty for the directory the server was started in.</summary>
public sealed class DirectoryKind : SingleValueKind<string>
{
    /// <inheritdoc/>
    public override string Expected => "an existing directory";

    /// <inheritdoc/>
    public override string Format(string value) => value.Length == 0 ? ConfigText.FromString(Environment.CurrentDirectory) : value;

    /// <inheritdoc/>
    protected override bool TryParse(string text, out string value, out string error)
    {
        value = "";
        string path = ConfigText.ToDisplay(text);
        if (Directory.Exists(path))
        {
            value = ConfigText.FromString(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path)));
            error = "";
            return true;
        }

        error = File.Exists(path) ? "Not a directory" : "No such file or directory";
        return false;
    }
}
