using System.Text;
using MtcpRedis.Server.Config.Directives;

namespace MtcpRedis.Server.Config.Files;

/// <summary>
/// Rewrites a HOCON file: a value that has changed is replaced where its key last stands; a key that is not there is added at the end of
/// its block.
/// </summary>
internal static class HoconRewriter
{
    /// <summary>Gives the new contents.</summary>
    /// <param name="text">The contents.</param>
    /// <param name="path">The file, for messages and for what it includes.</param>
    /// <param name="values">What reading the file is to give.</param>
    /// <exception cref="ConfigException">The file is not readable as HOCON, or no contents give the values.</exception>
    public static string Rewrite(string text, string path, ConfigValues values)
    {
        List<Directive> different = ConfigRewriter.Different(Evaluate(text, path), values);
        foreach (Directive directive in different)
            text = Write(text, path, directive, values);

        // A file that is included further down may set a key again: then the end of this file has the last word.
        different = ConfigRewriter.Different(Evaluate(text, path), values);
        foreach (Directive directive in different)
            text = AddAtEnd(text, $"{HoconText.BlockOf(directive)}.{Assignment(directive, values)}\n");
        different = ConfigRewriter.Different(Evaluate(text, path), values);
        return different.Count == 0 ? text : throw ConfigRewriter.Cannot(path, different);
    }

    private static ConfigValues Evaluate(string text, string path) =>
        ConfigRewriter.Evaluate(HoconFile.Parse(path, Encoding.UTF8.GetBytes(text)).Assignments);

    private static string Write(string text, string path, Directive directive, ConfigValues values)
    {
        HoconIndex index = HoconIndex.Of(text, path);
        string block = HoconText.BlockOf(directive);
        string prefix = block + '.';
        HoconEntry? entry = index.Entries.LastOrDefault(e => e.Path.StartsWith(prefix, StringComparison.Ordinal)
            && DirectiveTable.Find(block == "mtcp" ? e.Path : e.Path[prefix.Length..]) == directive);
        if (entry is not null)
            return string.Concat(text.AsSpan(0, entry.Start), ValueOf(directive, values), text.AsSpan(entry.End));

        HoconBlock? home = index.Blocks.LastOrDefault(b => b.Path == block);
        return home is null
            ? AddAtEnd(text, $"{block} {{\n  {Assignment(directive, values)}\n}}\n")
            : AddBefore(text, home.Close, Assignment(directive, values));
    }

    private static string ValueOf(Directive directive, ConfigValues values) => HoconText.ValueOf(directive, values.ToLines(directive));

    private static string Assignment(Directive directive, ConfigValues values) =>
        $"{HoconText.KeyOf(directive)} = {ValueOf(directive, values)}";

    private static string AddAtEnd(string text, string addition) =>
        text.Length == 0 || text.EndsWith('\n') ? text + addition : $"{text}\n{addition}";

    /// <summary>Adds a line before a closing brace, which may or may not stand on a line of its own.</summary>
    private static string AddBefore(string text, int close, string line)
    {
        int lineStart = text.LastIndexOf('\n', close - 1) + 1;
        string indent = text[lineStart..close];
        return indent.Trim().Length == 0
            ? $"{text[..lineStart]}{indent}  {line}\n{text[lineStart..]}"
            : $"{text[..close].TrimEnd()}\n  {line}\n{text[close..]}";
    }
}
