namespace MtcpRedis.Server.Config.Kinds;

/// <summary>Names that a node of a cluster gives itself.</summary>
internal static class AnnouncedName
{
    private const int MaxHostLength = 255;

    /// <summary>Gives the reason to refuse a host name, or null.</summary>
    public static string? CheckHost(string name) =>
        name.Length > MaxHostLength ? "Hostnames must be less than 256 characters"
        : name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.') ? null
        : "Hostnames may only contain alphanumeric characters, hyphens or dots";

    /// <summary>Gives the reason to refuse a name of a node, or null.</summary>
    public static string? CheckNode(string name) =>
        name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '.' or '_') ? null : "Announced human node name contained invalid character";
}
