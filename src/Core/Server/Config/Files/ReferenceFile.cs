using System.Text;
using MtcpRedis.Server.Config.Directives;
using MtcpRedis.Server.Config.Directives.Serving;

namespace MtcpRedis.Server.Config.Files;

/// <summary>Writes every directive with its default and what it means, as a HOCON file that can be read as it is.</summary>
public static class ReferenceFile
{
    private const int Width = 110;
    private const string Indent = "  ";

    private const string Head = """
        # Every directive that mtcp-redis knows, with its default: what holds where nothing else is said. This file is made by
        # `mtcp-redis --print-reference`; do not change it, copy what you need into a file of your own.
        #
        # The block `redis` takes the directives of Redis 7.2 by their own names, the block `mtcp` those of this server, and a block
        # `akka` is handed to Akka.NET as it is. The command line takes each of them as `--name value`, those of mtcp as
        # `--mtcp.name value`. A file in the format of redis.conf takes them too, and `include` with a path or pattern besides.
        #
        # Amounts of memory take the units k, m, g (1000) and kb, mb, gb (1024). "fixed" directives are read at start only, all others
        # can be changed with CONFIG SET. "not in effect yet" directives are accepted, and do nothing so far.

        """;

    /// <summary>The contents of the file.</summary>
    public static string Render()
    {
        var text = new StringBuilder(Head.ReplaceLineEndings("\n")).Append('\n');
        foreach (string block in (string[])["mtcp", "redis"])
        {
            text.Append(block).Append(" {\n");
            foreach (DirectiveGroup group in DirectiveTable.Groups)
                AppendGroup(text, group, block);
            text.Append("}\n");
            if (block == "mtcp")
                text.Append('\n');
        }

        return text.ToString();
    }

    private static void AppendGroup(StringBuilder text, DirectiveGroup group, string block)
    {
        List<Directive> directives = group.Directives
            .Where(d => HoconText.BlockOf(d) == block && !d.Is(DirectiveFlags.Obsolete))
            .ToList();
        if (directives.Count == 0)
            return;
        if (text[^2] != '{')
            text.Append('\n');
        text.Append(Indent).Append("# ---- ").Append(group.Title).Append(" ----\n");
        foreach (Directive directive in directives)
        {
            text.Append('\n');
            AppendComment(text, directive.Summary);
            AppendComment(text, Notes(directive));
            text.Append(Indent).Append(HoconText.KeyOf(directive)).Append(" = ").Append(DefaultOf(directive)).Append('\n');
        }
    }

    /// <summary>The default of <c>dir</c> is where the server is started, not where this text is made.</summary>
    private static string DefaultOf(Directive directive) => directive == ProcessDirectives.Dir
        ? "\".\""
        : HoconText.ValueOf(directive, ConfigValues.Defaults.ToLines(directive));

    private static string Notes(Directive directive)
    {
        var notes = new List<string> { directive.Expected };
        if (directive.Is(DirectiveFlags.Fixed))
            notes.Add("fixed");
        if (directive.Is(DirectiveFlags.Protected))
            notes.Add("CONFIG SET only with enable-protected-configs");
        if (directive.Aliases.Count > 0)
            notes.Add($"also {string.Join(", ", directive.Aliases)}");
        if (!directive.Is(DirectiveFlags.InEffect))
            notes.Add("not in effect yet");
        return $"[{string.Join("; ", notes)}]";
    }

    private static void AppendComment(StringBuilder text, string comment)
    {
        var line = new StringBuilder();
        foreach (string word in comment.Split(' '))
        {
            if (line.Length + word.Length >= Width)
            {
                text.Append(Indent).Append('#').Append(line).Append('\n');
                line.Clear();
            }

            line.Append(' ').Append(word);
        }

        text.Append(Indent).Append('#').Append(line).Append('\n');
    }
}
