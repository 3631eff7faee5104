using System.Globalization;
using System.Text;

namespace MtcpRedis.Server.Info;

/// <summary>Appends lines of INFO.</summary>
internal static class InfoLines
{
    public static StringBuilder Line(this StringBuilder text, string name, string value) =>
        text.Append(name).Append(':').Append(value).Append("\r\n");

    public static StringBuilder Line(this StringBuilder text, string name, long value) =>
        text.Append(name).Append(':').Append(value).Append("\r\n");

    public static StringBuilder Line(this StringBuilder text, string name, double value, string format = "F2") =>
        text.Line(name, value.ToString(format, CultureInfo.InvariantCulture));

    /// <summary>Bytes as people read them: 1.50M.</summary>
    public static string Human(long bytes)
    {
        if (bytes < 1024)
            return $"{bytes}B";
        double value = bytes;
        foreach (char unit in "KMGTP")
        {
            value /= 1024;
            if (value < 1024)
                return value.ToString("F2", CultureInfo.InvariantCulture) + unit;
        }
        return $"{bytes}B";
    }
}
