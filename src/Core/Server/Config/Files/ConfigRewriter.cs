using System.Text;
using MtcpRedis.Server.Config.Directives;

namespace MtcpRedis.Server.Config.Files;

/// <summary>
/// Writes values into a configuration file so that reading the file gives them: comments, order and every line that needs no change
/// stay as they are.
/// </summary>
internal static class ConfigRewriter
{
    /// <summary>Rewrites a file, in one step.</summary>
    /// <exception cref="IOException">The file cannot be read or replaced.</exception>
    /// <exception cref="UnauthorizedAccessException">The file cannot be read or replaced.</exception>
    /// <exception cref="ConfigException">The file is wrong by now, or cannot hold the values.</exception>
    public static void Rewrite(string path, ConfigValues values)
    {
        byte[] old = File.ReadAllBytes(path);
        bool isHocon = path.EndsWith(".hocon", StringComparison.OrdinalIgnoreCase);
        byte[] rewritten = isHocon
            ? Encoding.UTF8.GetBytes(HoconRewriter.Rewrite(Encoding.UTF8.GetString(old), path, values))
            : ConfigText.ToBytes(RedisConfRewriter.Rewrite(ConfigText.FromBytes(old), path, values));
        ConfigFile.Replace(path, rewritten);
    }

    /// <summary>The values that assignments give; those that are wrong by now are passed over.</summary>
    public static ConfigValues Evaluate(IEnumerable<ConfigAssignment> assignments)
    {
        var builder = new ConfigBuilder();
        foreach (ConfigAssignment assignment in assignments)
            builder.TryApply(assignment);
        return builder.Values;
    }

    /// <summary>The directives that a file has to be changed for.</summary>
    /// <param name="inFile">What reading the file gives.</param>
    /// <param name="wanted">What it is to give.</param>
    public static List<Directive> Different(ConfigValues inFile, ConfigValues wanted) =>
        DirectiveTable.All.Where(d => !d.Is(DirectiveFlags.FileOnly) && !wanted.HasValueOf(d, inFile)).ToList();

    /// <summary>The error for values that the file does not give even after it was rewritten.</summary>
    public static ConfigException Cannot(string path, IReadOnlyList<Directive> directives) =>
        new($"{path} cannot hold the value of {string.Join(", ", directives.Select(d => d.Name))}");
}
