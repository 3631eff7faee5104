using System.Text;

namespace MtcpRedis.Server.Config;

/// <summary>
/// Configuration text is kept as strings of which every character is one byte (0 to 255), so that values that are no valid UTF-8, such
/// as passwords, survive. This class is the only place that converts between that form, bytes and ordinary strings.
/// </summary>
public static class ConfigText
{
    /// <summary>Configuration text from the bytes that a client sent or a file holds.</summary>
    /// <param name="bytes">Any bytes.</param>
    public static string FromBytes(ReadOnlySpan<byte> bytes) => Encoding.Latin1.GetString(bytes);

    /// <summary>The bytes of configuration text.</summary>
    /// <param name="text">Configuration text.</param>
    public static byte[] ToBytes(string text) => Encoding.Latin1.GetBytes(text);

    /// <summary>Configuration text from an ordinary string, such as an argument of the process; as UTF-8.</summary>
    /// <param name="value">An ordinary string.</param>
    public static string FromString(string value) => FromBytes(Encoding.UTF8.GetBytes(value));

    /// <summary>Configuration text as an ordinary string, such as a path or a line of a message; read as UTF-8.</summary>
    /// <param name="text">Configuration text.</param>
    public static string ToDisplay(string text) => Encoding.UTF8.GetString(ToBytes(text));
}
