using System.Text;
using Akka.Configuration;
using Akka.Configuration.Hocon;
using MtcpRedis.Core.Text;
using MtcpRedis.Server.Config.Directives;
using AkkaConfig = Akka.Configuration.Config;

namespace MtcpRedis.Server.Config.Files;

/// <summary>
/// A configuration file in HOCON: the block <c>redis</c> with directives by their own names, the block <c>mtcp</c> with ours, and the
/// block <c>akka</c>, which is handed on as it is. Files that it includes are found beside it.
/// </summary>
internal sealed class HoconFile
{
    private const string Redis = "redis";
    private const string Mtcp = "mtcp";
    private const string AkkaBlock = "akka";
    private readonly List<HoconEntry> _entries = [];
    private readonly List<ConfigAssignment> _assignments = [];

    private HoconFile(string path, string text)
    {
        Index(text, path, "", 0);
        HoconRoot root = Parse(text, path);
        Akka = root.Value.IsEmpty ? AkkaConfig.Empty : new AkkaConfig(root);
        if (!root.Value.IsEmpty)
            ReadTop(path, root.Value.GetObject());
    }

    /// <summary>The directives, in their order.</summary>
    public IReadOnlyList<ConfigAssignment> Assignments => _assignments;

    /// <summary>The whole file, for the block <c>akka</c>.</summary>
    public AkkaConfig Akka { get; }

    /// <summary>Reads a file.</summary>
    /// <exception cref="ConfigException">It cannot be read, is not HOCON, or holds something that is not a directive.</exception>
    public static HoconFile Read(string path) => new(path, Encoding.UTF8.GetString(ConfigFile.Read(path)));

    /// <summary>Reads a text as if it were the file's.</summary>
    /// <exception cref="ConfigException">It is not HOCON, or holds something that is not a directive.</exception>
    public static HoconFile Parse(string path, ReadOnlySpan<byte> contents) => new(path, Encoding.UTF8.GetString(contents));

    private static HoconRoot Parse(string text, string path)
    {
        try
        {
            return Parser.Parse(text, name =>
            {
                string included = Beside(path, name);
                return Parse(Encoding.UTF8.GetString(ConfigFile.Read(included)), included);
            });
        }
        catch (Exception e) when (e is FormatException or ConfigurationException)
        {
            throw new ConfigException($"{path}: {e.Message.Split('\n')[0].Trim()}", e);
        }
    }

    /// <summary>Collects where keys stand, in this file and in those that it includes.</summary>
    private void Index(string text, string path, string prefix, int depth)
    {
        const int MaxIncludeDepth = 16;
        if (depth > MaxIncludeDepth)
            throw new ConfigException($"{path}: files include each other too deeply");
        HoconIndex index = HoconIndex.Of(text, path, prefix);
        foreach (HoconEntry include in index.Includes)
        {
            string included = Beside(path, index.TextOf(include).Trim('"'));
            Index(Encoding.UTF8.GetString(ConfigFile.Read(included)), included, include.Path, depth + 1);
        }

        _entries.AddRange(index.Entries);
    }

    private static string Beside(string path, string included) => Path.Combine(Path.GetDirectoryName(path) ?? "", included);

    private void ReadTop(string path, HoconObject top)
    {
        foreach ((string key, HoconValue value) in top.Items)
        {
            if (key == Redis && value.IsObject())
                ReadBlock(path, Redis, "", value.GetObject());
            else if (key == Mtcp && value.IsObject())
                ReadBlock(path, Mtcp, "mtcp-", value.GetObject());
            else if (key != AkkaBlock || !value.IsObject())
                throw new ConfigException(SourceOf(path, key, key), "expected one of the blocks redis { }, mtcp { }, akka { }");
        }
    }

    private void ReadBlock(string path, string block, string prefix, HoconObject values)
    {
        foreach ((string key, HoconValue value) in values.Items)
        {
            string full = $"{block}.{key}";
            if (value.IsObject() && prefix.Length > 0)
                ReadBlock(path, full, $"{prefix}{key}-", value.GetObject());
            else if (value.IsObject())
                throw new ConfigException(SourceOf(path, full, full), "expected a value or a list, not a block");
            else
                ReadValue(prefix + key, value, path, full);
        }
    }

    private void ReadValue(string name, HoconValue value, string path, string full)
    {
        bool isList = value.IsArray();
        if (isList && value.GetArray().Any(e => !e.IsString()))
            throw new ConfigException(SourceOf(path, full, full), "expected a list of values");
        var texts = (isList ? value.GetArray() : [value]).Select(TextOf).Select(ConfigText.FromString).ToList();
        ConfigSource source = SourceOf(path, full, $"{full} = {string.Join(", ", texts.Select(ConfigText.ToDisplay))}");
        Directive? directive = DirectiveTable.Find(name);
        if (directive is { IsBoolean: true } && texts is [var single])
            texts = [YesOrNo(single)];
        if (directive is { Accumulates: true })
            AddLines(name, texts, source, directive);
        else
            _assignments.Add(new ConfigAssignment(name, texts, source));
    }

    /// <summary>Each element of a list is a line; an empty list, or an empty value, stands for no lines at all.</summary>
    private void AddLines(string name, List<string> texts, ConfigSource source, Directive directive)
    {
        foreach (string text in texts)
        {
            if (!SplitArguments.TrySplit(ConfigText.ToBytes(text), out List<byte[]> words))
                throw new ConfigException(source, ConfigErrors.UnbalancedQuotes);
            if (words.Count > 0)
                _assignments.Add(new ConfigAssignment(name, words.Select(w => ConfigText.FromBytes(w)).ToList(), source));
            else if (directive.TakesSeveral)
                _assignments.Add(new ConfigAssignment(name, [""], source));
        }
    }

    /// <summary>The text of a value; unlike the parser's own conversion it keeps blanks that stand within quotes.</summary>
    private static string TextOf(HoconValue value)
    {
        if (!value.Values.All(e => e is HoconLiteral))
            return value.GetString() ?? "";
        var parts = value.Values.Select(e => e.GetString()).ToList();
        while (parts.Count > 1 && string.IsNullOrWhiteSpace(parts[^1]))
            parts.RemoveAt(parts.Count - 1);
        return string.Concat(parts);
    }

    private static string YesOrNo(string text) => text.ToLowerInvariant() switch
    {
        "true" or "on" => "yes",
        "false" or "off" => "no",
        _ => text,
    };

    private ConfigSource SourceOf(string path, string key, string text)
    {
        HoconEntry? entry = _entries.FindLast(e => e.Path == key || e.Path.StartsWith(key + '.', StringComparison.Ordinal));
        return new ConfigSource(entry?.Origin ?? path, entry?.Line ?? 0, text);
    }
}
