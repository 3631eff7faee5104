using System.Globalization;
using MtcpRedis.TestKit;

namespace MtcpRedis.Compare.Servers;

/// <summary>Reads fields of INFO.</summary>
internal static class ServerInfo
{
    /// <summary>One field of a section as text, or null when the server does not have it.</summary>
    public static string? Text(RespClient client, string section, string field) =>
        client.Must("INFO", section).Text.Split("\r\n").FirstOrDefault(l => l.StartsWith(field + ":", StringComparison.Ordinal))?[(field.Length + 1)..];

    /// <summary>One numeric field.</summary>
    /// <exception cref="InvalidOperationException">The server does not have it.</exception>
    public static long Number(RespClient client, string section, string field) =>
        long.Parse(Text(client, section, field) ?? throw new InvalidOperationException($"INFO {section} has no field {field}"), CultureInfo.InvariantCulture);
}
