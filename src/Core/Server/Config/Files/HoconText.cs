using System.Globalization;
using System.Text;
using MtcpRedis.Server.Config.Directives;

namespace MtcpRedis.Server.Config.Files;

/// <summary>Keys and values as a HOCON file writes them.</summary>
internal static class HoconText
{
    private const string Mtcp = "mtcp-";

    /// <summary>The block that a directive stands in.</summary>
    public static string BlockOf(Directive directive) => directive.Name.StartsWith(Mtcp, StringComparison.Ordinal) ? "mtcp" : "redis";

    /// <summary>The key of a directive within its block.</summary>
    public static string KeyOf(Directive directive) =>
        directive.Name.StartsWith(Mtcp, StringComparison.Ordinal) ? directive.Name[Mtcp.Length..] : directive.Name;

    /// <summary>The value that gives a directive these lines of arguments.</summary>
    public static string ValueOf(Directive directive, IReadOnlyList<IReadOnlyList<string>> lines) => (directive, lines) switch
    {
        (_, []) => "[]",
        (_, [[var single]]) => Scalar(single),
        ({ Accumulates: true }, _) => List(lines.Select(l => string.Join(' ', l.Select(RedisConfRewriter.Quoted)))),
        _ => List(lines[0]),
    };

    private static string List(IEnumerable<string> items) => $"[{string.Join(", ", items.Select(i => Quoted(ConfigText.ToDisplay(i))))}]";

    private static string Scalar(string value)
    {
        string text = ConfigText.ToDisplay(value);
        bool plain = text.Length > 0 && text != "null" && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_');
        return plain ? text : Quoted(text);
    }

    private static string Quoted(string value)
    {
        var text = new StringBuilder("\"");
        foreach (char c in value)
        {
            _ = c switch
            {
                '"' or '\\' => text.Append('\\').Append(c),
                < ' ' or '\x7f' => text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                _ => text.Append(c),
            };
        }

        return text.Append('"').ToString();
    }
}
