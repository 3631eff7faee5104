using MtcpRedis.Server.Config.Directives.Data;
using MtcpRedis.Server.Config.Directives.Serving;

namespace MtcpRedis.Server.Config.Directives;

/// <summary>All directives, and the way from a name to its directive.</summary>
public static class DirectiveTable
{
    private static readonly Dictionary<string, Directive> s_byName = new(StringComparer.OrdinalIgnoreCase);

    static DirectiveTable()
    {
        var all = new List<Directive>();
        foreach (Directive directive in Groups.SelectMany(g => g.Directives))
        {
            directive.Index = all.Count;
            all.Add(directive);
            foreach (string name in (IEnumerable<string>)[directive.Name, .. directive.Aliases])
                s_byName.Add(name, directive);
        }

        All = all;
    }

    /// <summary>The groups in the order of the reference file.</summary>
    public static IReadOnlyList<DirectiveGroup> Groups { get; } =
    [
        NetworkDirectives.Group, ClientDirectives.Group, MtcpDirectives.Group, NetStackDirectives.Group, ProcessDirectives.Group, LoggingDirectives.Group,
        SecurityDirectives.Group, MemoryDirectives.Group, LazyFreeDirectives.Group, EncodingDirectives.Group,
        NotificationDirectives.Group, DiagnosticsDirectives.Group, SnapshotDirectives.Group, AppendOnlyDirectives.Group,
        ReplicationDirectives.Group, ClusterDirectives.Group, ScriptingDirectives.Group, TlsDirectives.Group, DefragDirectives.Group,
    ];

    /// <summary>Every directive, at the place that its <see cref="Directive.Index"/> says.</summary>
    public static IReadOnlyList<Directive> All { get; }

    /// <summary>The directive of a name or alias in any case, or null.</summary>
    /// <param name="name">The name; our own ones may be written with a dot, as in <c>mtcp.cores</c>.</param>
    public static Directive? Find(string name) =>
        s_byName.GetValueOrDefault(name.StartsWith("mtcp.", StringComparison.OrdinalIgnoreCase) ? name.Replace('.', '-') : name);

    /// <summary>The known name that <paramref name="name"/> is most likely a slip of, or null.</summary>
    /// <param name="name">An unknown name.</param>
    public static string? Closest(string name)
    {
        string lower = name.ToLowerInvariant();
        (string? best, int distance) = (null, Math.Min(4, (lower.Length / 3) + 1));
        foreach (string candidate in s_byName.Keys)
        {
            int d = Distance(lower, candidate);
            if (d < distance)
                (best, distance) = (candidate, d);
        }

        return best;
    }

    /// <summary>Levenshtein distance: letters to insert, remove or change.</summary>
    private static int Distance(string a, string b)
    {
        if (Math.Abs(a.Length - b.Length) > 4)
            return int.MaxValue;
        int[] previous = Enumerable.Range(0, b.Length + 1).ToArray();
        for (int i = 1; i <= a.Length; i++)
        {
            int[] current = new int[b.Length + 1];
            current[0] = i;
            for (int j = 1; j <= b.Length; j++)
            {
                int change = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
                current[j] = Math.Min(change, Math.Min(previous[j], current[j - 1]) + 1);
            }

            previous = current;
        }

        return previous[b.Length];
    }
}
