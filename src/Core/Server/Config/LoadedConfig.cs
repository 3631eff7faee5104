using MtcpRedis.Server.Config.Directives;
using AkkaConfig = Akka.Configuration.Config;

namespace MtcpRedis.Server.Config;

/// <summary>What reading the configuration gave.</summary>
/// <param name="Values">A value for every directive.</param>
/// <param name="Assigned">The directives that were given a value, and where last.</param>
/// <param name="RewriteFile">Full path of the file that CONFIG REWRITE rewrites, or null without a file.</param>
/// <param name="Akka">The block <c>akka</c> of the HOCON file, empty without one; its root is above that block.</param>
public sealed record LoadedConfig(
    ConfigValues Values, IReadOnlyDictionary<Directive, ConfigSource> Assigned, string? RewriteFile, AkkaConfig Akka)
{
    /// <summary>
    /// The line for the log that names the directives that were given a value other than their default and whose feature is not there
    /// yet; null when there are none.
    /// </summary>
    public string? NotInEffect()
    {
        string[] names = Assigned.Keys
            .Where(d => !d.Is(DirectiveFlags.InEffect) && !d.Is(DirectiveFlags.Obsolete) && !Values.IsDefault(d))
            .OrderBy(d => d.Index)
            .Select(d => d.Name)
            .ToArray();
        return names.Length == 0 ? null : $"not in effect yet: {string.Join(", ", names)}";
    }
}
