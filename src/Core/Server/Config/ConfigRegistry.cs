using MtcpRedis.Core.Text;
using MtcpRedis.Server.Config.Directives;
using MtcpRedis.Server.Config.Files;
using MtcpRedis.Server.Config.Settings;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Config;

/// <summary>
/// The running server's configuration: what CONFIG GET, SET and REWRITE do, without the command around it. Names and values are
/// configuration text (<see cref="ConfigText"/>). Any thread may call it; calls are served one after the other.
/// </summary>
public sealed class ConfigRegistry
{
    private readonly Lock _lock = new();
    private readonly Dictionary<Directive, List<Func<ConfigValues, string?>>> _appliers = [];
    private readonly LoadedConfig _loaded;

    /// <summary>Creates the registry of a server that starts with the given configuration.</summary>
    /// <param name="loaded">What <see cref="ConfigLoader"/> read.</param>
    public ConfigRegistry(LoadedConfig loaded)
    {
        ArgumentNullException.ThrowIfNull(loaded);
        _loaded = loaded;
        Settings = new ServerSettings(loaded.Values);
    }

    /// <summary>
    /// Raised after values have changed and the new settings are published, with the directives that were set; on the thread of the
    /// caller of <see cref="TrySet"/>. Handlers must not throw.
    /// </summary>
    public event Action<IReadOnlyList<Directive>>? Changed;

    /// <summary>The values in force.</summary>
    public ServerSettings Settings { get; }

    /// <summary>Full path of the file that <see cref="TryRewrite"/> rewrites, or null without one.</summary>
    public string? File => _loaded.RewriteFile;

    /// <summary>
    /// Registers what has to happen before a change of a directive counts, such as listening on another port. It is given the new
    /// values and returns null, or the reason why they cannot be put in force; then all values stay as they were, and appliers that had
    /// already succeeded are called again with the old ones.
    /// </summary>
    /// <param name="directive">The directive.</param>
    /// <param name="apply">Called within <see cref="TrySet"/> when the directive is among those set.</param>
    public void AddApplier(Directive directive, Func<ConfigValues, string?> apply)
    {
        lock (_lock)
        {
            if (!_appliers.TryGetValue(directive, out var list))
                _appliers.Add(directive, list = []);
            list.Add(apply);
        }
    }

    /// <summary>CONFIG GET: names and values of the directives that one of the patterns names.</summary>
    /// <param name="patterns">
    /// Names, shown as they were asked for, or glob patterns, which match names and aliases without regard to case; hidden directives
    /// are only found by name.
    /// </param>
    public IReadOnlyList<KeyValuePair<string, string>> Get(IReadOnlyList<string> patterns)
    {
        ArgumentNullException.ThrowIfNull(patterns);
        ConfigValues values = Settings.Values;
        var found = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var result = new List<KeyValuePair<string, string>>();
        foreach (string pattern in patterns)
        {
            foreach ((string name, Directive directive) in Matching(pattern))
            {
                if (found.Add(name))
                    result.Add(new(name, values.Format(directive)));
            }
        }

        return result;
    }

    /// <summary>CONFIG SET: sets all of the given directives, or none.</summary>
    /// <param name="pairs">Names and values.</param>
    /// <param name="isLocalClient">Whether the client is on this machine, for <c>enable-protected-configs local</c>.</param>
    /// <param name="error">The whole error reply, <c>ERR</c> included, when the result is false.</param>
    public bool TrySet(IReadOnlyList<KeyValuePair<string, string>> pairs, bool isLocalClient, out string error)
    {
        ArgumentNullException.ThrowIfNull(pairs);
        List<Directive> directives;
        lock (_lock)
        {
            error = Check(pairs, isLocalClient, out directives) ?? "";
            ConfigValues old = Settings.Values;
            ConfigValues values = old;
            for (int i = 0; i < directives.Count && error.Length == 0; i++)
                error = Assign(ref values, directives[i], pairs[i]) ?? "";
            if (error.Length == 0)
                error = Apply(old, values, directives, pairs) ?? "";
            if (error.Length == 0)
                Settings.Publish(values);
        }

        if (error.Length == 0)
            Changed?.Invoke(directives);
        return error.Length == 0;
    }

    /// <summary>CONFIG REWRITE: writes the values in force into the file that the server was started with.</summary>
    /// <param name="error">The whole error reply, <c>ERR</c> included, when the result is false.</param>
    public bool TryRewrite(out string error)
    {
        lock (_lock)
        {
            if (File is null)
            {
                error = "ERR The server is running without a config file";
                return false;
            }

            try
            {
                ConfigRewriter.Rewrite(File, Settings.Values);
                error = "";
                return true;
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException or ConfigException)
            {
                error = $"ERR Rewriting config file: {ConfigFile.Reason(File, e).ReplaceLineEndings(" ")}";
                return false;
            }
        }
    }

    private static IEnumerable<(string Name, Directive Directive)> Matching(string pattern)
    {
        if (pattern.AsSpan().IndexOfAny("*?[") < 0)
        {
            Directive? directive = DirectiveTable.Find(pattern);
            return directive is null || directive.Is(DirectiveFlags.FileOnly) ? [] : [(pattern, directive)];
        }

        byte[] bytes = ConfigText.ToBytes(pattern);
        return DirectiveTable.All
            .Where(d => !d.Is(DirectiveFlags.FileOnly) && !d.Is(DirectiveFlags.Hidden))
            .SelectMany(d => (IEnumerable<(string, Directive)>)[(d.Name, d), .. d.Aliases.Select(a => (a, d))])
            .Where(n => GlobPattern.Matches(bytes, ConfigText.ToBytes(n.Item1), ignoreCase: true));
    }

    /// <summary>Checks names before any value is looked at; an unknown one counts before anything else that is wrong.</summary>
    private string? Check(IReadOnlyList<KeyValuePair<string, string>> pairs, bool isLocalClient, out List<Directive> directives)
    {
        directives = [];
        string? error = null;
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach ((string name, _) in pairs)
        {
            Directive? directive = DirectiveTable.Find(name);
            if (directive is null || directive.Is(DirectiveFlags.FileOnly))
                return error ?? $"ERR Unknown option or number of arguments for CONFIG SET - '{name}'";
            directives.Add(directive);
            if (directive.Is(DirectiveFlags.Fixed))
                error ??= Failed(name, "can't set immutable config");
            else if (directive.Is(DirectiveFlags.Protected) && !MayChangeProtected(isLocalClient))
                error ??= Failed(name, "can't set protected config");
            else if (!seen.Add(NameAsDeclared(directive, name))) // the same name twice; a name beside its alias is fine
                error ??= Failed(name, "duplicate parameter");
        }

        return error;
    }

    /// <summary>The name or alias that was asked for, in lower case.</summary>
    private static string NameAsDeclared(Directive directive, string name) =>
        directive.Aliases.FirstOrDefault(a => a.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? directive.Name;

    private bool MayChangeProtected(bool isLocalClient) => Settings.Security.Value.ProtectedConfigs switch
    {
        LocalOnly.Yes => true,
        LocalOnly.Local => isLocalClient,
        _ => false,
    };

    private static string? Assign(ref ConfigValues values, Directive directive, KeyValuePair<string, string> pair)
    {
        IReadOnlyList<string> arguments = directive.TakesSeveral && pair.Value.Length == 0 ? [] : ConfigBuilder.Split(directive, [pair.Value]);
        object start = directive.Restart(values.GetUntyped(directive));
        if (!directive.TryParse(arguments, start, out object value, out string reason))
            return Failed(NameAsDeclared(directive, pair.Key), reason);
        values = values.With(directive, value);
        return null;
    }

    private string? Apply(ConfigValues old, ConfigValues values, List<Directive> directives, IReadOnlyList<KeyValuePair<string, string>> pairs)
    {
        var done = new List<Func<ConfigValues, string?>>();
        for (int i = 0; i < directives.Count; i++)
        {
            foreach (Func<ConfigValues, string?> apply in _appliers.GetValueOrDefault(directives[i]) ?? [])
            {
                if (done.Contains(apply))
                    continue;
                done.Add(apply);
                if (apply(values) is not { } reason)
                    continue;
                foreach (Func<ConfigValues, string?> undo in done)
                    undo(old);
                return Failed(NameAsDeclared(directives[i], pairs[i].Key), reason);
            }
        }

        return null;
    }

    private static string Failed(string name, string reason) =>
        $"ERR CONFIG SET failed (possibly related to argument '{name}') - {reason}";
}
