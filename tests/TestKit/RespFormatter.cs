using System.Globalization;
using System.Text;

namespace MtcpRedis.TestKit;

/// <summary>Prints replies and arguments for people: escaped, typed, bounded in length.</summary>
public static class RespFormatter
{
    private const int MaxScalar = 200;
    private const int MaxItems = 64;

    public static string Format(RespValue value)
    {
        var text = new StringBuilder();
        Append(text, value, indent: 0);
        return text.ToString();
    }

    /// <summary>Quotes bytes so that redis-cli reads the same bytes back; plain words stay as they are.</summary>
    public static string Quote(ReadOnlySpan<byte> bytes, int limit = int.MaxValue)
    {
        if (bytes.Length <= limit && IsPlainWord(bytes))
        {
            return Encoding.ASCII.GetString(bytes);
        }

        var text = new StringBuilder("\"");
        foreach (var b in bytes[..Math.Min(bytes.Length, limit)])
        {
            AppendEscaped(text, b);
        }

        text.Append('"');
        if (bytes.Length > limit)
        {
            text.Append(CultureInfo.InvariantCulture, $"... ({bytes.Length} bytes)");
        }

        return text.ToString();
    }

    private static bool IsPlainWord(ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (b is <= (byte)' ' or (byte)'"' or (byte)'\'' or (byte)'\\' or >= 127)
            {
                return false;
            }
        }

        return bytes.Length > 0;
    }

    private static void AppendEscaped(StringBuilder text, byte b)
    {
        switch (b)
        {
            case (byte)'\n': text.Append("\\n"); break;
            case (byte)'\r': text.Append("\\r"); break;
            case (byte)'\t': text.Append("\\t"); break;
            case (byte)'"' or (byte)'\\': text.Append('\\').Append((char)b); break;
            case < 32 or >= 127: text.Append(CultureInfo.InvariantCulture, $"\\x{b:x2}"); break;
            default: text.Append((char)b); break;
        }
    }

    private static void Append(StringBuilder text, RespValue value, int indent)
    {
        switch (value.Type)
        {
            case RespType.Null: text.Append("(null _)"); break;
            case RespType.NullBulk: text.Append("(null $-1)"); break;
            case RespType.NullArray: text.Append("(null *-1)"); break;
            case RespType.Bulk: text.Append('"').Append(Body(value)).Append('"'); break;
            case RespType.Simple: text.Append('+').Append(Body(value)); break;
            case RespType.Error: text.Append("(error) ").Append(Body(value)); break;
            case RespType.Integer: text.Append("(integer) ").Append(Body(value)); break;
            case RespType.Array or RespType.Map or RespType.Set or RespType.Push: AppendItems(text, value, indent); break;
            default:
                text.Append(CultureInfo.InvariantCulture, $"({value.Type.ToString().ToLowerInvariant()}) ").Append(Body(value));
                break;
        }
    }

    private static string Body(RespValue value)
    {
        var quoted = Quote(value.Bytes, MaxScalar);
        return quoted.StartsWith('"') && quoted.EndsWith('"') ? quoted[1..^1] : quoted;
    }

    private static void AppendItems(StringBuilder text, RespValue value, int indent)
    {
        text.Append(CultureInfo.InvariantCulture, $"({value.Type.ToString().ToLowerInvariant()} of {value.Items.Length})");
        for (var i = 0; i < Math.Min(value.Items.Length, MaxItems); i++)
        {
            text.Append('\n').Append(' ', indent + 2).Append(CultureInfo.InvariantCulture, $"{i + 1}) ");
            Append(text, value.Items[i], indent + 4);
        }

        if (value.Items.Length > MaxItems)
        {
            text.Append('\n').Append(' ', indent + 2).Append("...");
        }
    }
}
