using MtcpRedis.Core.Text;

namespace MtcpRedis.Server.Config.Files;

/// <summary>
/// Reads the format of redis.conf: one directive a line, quoted as <see cref="ArgumentSplitter"/> describes, lines that begin with
/// <c>#</c> are comments, <c>include</c> with wildcards reads other files in place.
/// </summary>
internal sealed class RedisConfReader
{
    private const int MaxIncludeDepth = 16;
    private int _depth;

    /// <summary>Reads a file and those that it includes.</summary>
    /// <exception cref="ConfigException">A file cannot be read, or a line cannot be split.</exception>
    public IEnumerable<ConfigAssignment> ReadFile(string path) => ReadBytes(ConfigFile.Read(path), path);

    /// <summary>Reads a stream to its end.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="origin">What to call it in messages.</param>
    /// <exception cref="ConfigException">A line cannot be split, or an included file cannot be read.</exception>
    public IEnumerable<ConfigAssignment> ReadStream(Stream stream, string origin)
    {
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return ReadBytes(copy.ToArray(), origin).ToList();
    }

    /// <summary>Replaces an <c>include</c> by what the files hold; other assignments stay.</summary>
    public IEnumerable<ConfigAssignment> Expand(ConfigAssignment assignment)
    {
        if (!assignment.Name.Equals("include", StringComparison.OrdinalIgnoreCase))
            return [assignment];
        if (assignment.Arguments.Count != 1)
            throw new ConfigException(assignment.Source, ConfigErrors.BadDirective);
        if (_depth == MaxIncludeDepth)
            throw new ConfigException(assignment.Source, "files include each other too deeply");
        return Include(ConfigText.ToDisplay(assignment.Arguments[0]));
    }

    /// <summary>Splits one line; null for a comment or a blank line.</summary>
    /// <param name="line">The line, blanks around it included.</param>
    /// <param name="source">Where it stands.</param>
    /// <exception cref="ConfigException">Quotes are unbalanced.</exception>
    public static ConfigAssignment? ParseLine(string line, ConfigSource source)
    {
        string text = line.Trim(' ', '\t', '\r', '\n');
        if (text.Length == 0 || text[0] == '#')
            return null;
        if (!SplitArguments.TrySplit(ConfigText.ToBytes(text), out List<byte[]> words))
            throw new ConfigException(source, ConfigErrors.UnbalancedQuotes);
        return words.Count == 0
            ? null
            : new ConfigAssignment(ConfigText.FromBytes(words[0]), words.Skip(1).Select(w => ConfigText.FromBytes(w)).ToList(), source);
    }

    private IEnumerable<ConfigAssignment> ReadBytes(byte[] bytes, string origin)
    {
        string[] lines = ConfigText.FromBytes(bytes).Split('\n');
        for (int i = 0; i < lines.Length; i++)
        {
            var source = new ConfigSource(origin, i + 1, ConfigText.ToDisplay(lines[i].Trim()));
            if (ParseLine(lines[i], source) is not { } assignment)
                continue;
            foreach (ConfigAssignment expanded in Expand(assignment))
                yield return expanded;
        }
    }

    private IEnumerable<ConfigAssignment> Include(string pattern)
    {
        _depth++;
        foreach (string file in Match(pattern))
        {
            foreach (ConfigAssignment assignment in ReadFile(file))
                yield return assignment;
        }

        _depth--;
    }

    /// <summary>The files that a pattern names, in the order of their names; a name without wildcards is itself.</summary>
    private static IEnumerable<string> Match(string pattern)
    {
        if (pattern.IndexOfAny(['*', '?', '[']) < 0)
            return [pattern];
        string directory = Path.GetDirectoryName(pattern) is { Length: > 0 } d ? d : ".";
        byte[] name = ConfigText.ToBytes(ConfigText.FromString(Path.GetFileName(pattern)));
        if (!Directory.Exists(directory))
            return [];
        return Directory.EnumerateFiles(directory)
            .Where(f => IsMatch(name, Path.GetFileName(f)))
            .Order(StringComparer.Ordinal);
    }

    /// <summary>As in a shell, a leading dot is matched only by a dot.</summary>
    private static bool IsMatch(byte[] pattern, string file) =>
        (file[0] != '.' || pattern is [(byte)'.', ..])
        && GlobPattern.Matches(pattern, ConfigText.ToBytes(ConfigText.FromString(file)));
}
