using MtcpRedis.TestKit;

namespace MtcpRedis.Architecture.Facts;

/// <summary>The surface of Redis 7.2 from <c>commands-7.2.tsv</c>.</summary>
internal static class CommandFacts
{
    private const string Header =
        "name\tarity\tgroup\tsince\tflags\tcategories\ttips\tkeys\tdeprecated\treplaced\tcomplexity\targuments";

    private static readonly string[] s_hidden = ["sentinel", "only_sentinel", "touches_arbitrary_keys", "protected"];

    /// <summary>Every entry, by name.</summary>
    public static SortedDictionary<string, FactRow> All { get; } = Read();

    /// <summary>The flags that COMMAND INFO tells; Redis keeps the others to itself.</summary>
    public static IEnumerable<string> VisibleFlags(FactRow row) => row.Flags.Except(s_hidden);

    /// <summary>All access categories, those that Redis derives from flags included (documentation of ACL, "Command categories").</summary>
    public static IEnumerable<string> AllCategories(FactRow row)
    {
        var all = new SortedSet<string>(row.Categories, StringComparer.Ordinal);
        if (row.Flags.Contains("write"))
            all.Add("write");
        if (row.Flags.Contains("readonly") && !all.Contains("scripting"))
            all.Add("read");
        if (row.Flags.Contains("admin"))
            all.UnionWith(["admin", "dangerous"]);
        if (row.Flags.Contains("pubsub"))
            all.Add("pubsub");
        if (row.Flags.Contains("blocking"))
            all.Add("blocking");
        all.Add(row.Flags.Contains("fast") ? "fast" : "slow");
        return all;
    }

    private static SortedDictionary<string, FactRow> Read()
    {
        string file = Path.Combine(RepositoryPaths.Root, "tests", "Architecture", "Facts", "commands-7.2.tsv");
        string[] lines = File.ReadAllLines(file);
        if (lines[0] != Header)
            throw new InvalidDataException($"{file} has other columns than the test knows.");
        var rows = new SortedDictionary<string, FactRow>(StringComparer.Ordinal);
        foreach (string line in lines.Skip(1))
        {
            string[] c = line.Split('\t');
            rows.Add(c[0], new FactRow(
                c[0], int.Parse(c[1]), c[2], c[3], List(c[4], ","), List(c[5], ","), List(c[6], ","), List(c[7], "; "), c[8], c[9], c[10], c[11]));
        }
        return rows;
    }

    private static string[] List(string text, string separator) =>
        text.Split(separator, StringSplitOptions.RemoveEmptyEntries);
}
