using System.Globalization;

namespace MtcpRedis.Conformance.Runs;

/// <summary>What environment variables say about a run.</summary>
/// <param name="Seed">SEED: run only the stream of this seed.</param>
/// <param name="Commands">COMMANDS: commands per family instead of the default share.</param>
/// <param name="Skipped">SKIP: commands, separated by commas, that are left out.</param>
/// <param name="AgainstReference">SUBJECT=redis: put a second redis-server in our place, to test the harness itself.</param>
public sealed record ConformanceSettings(int? Seed, int? Commands, IReadOnlySet<string> Skipped, bool AgainstReference)
{
    public static ConformanceSettings FromEnvironment() => new(
        Number("SEED"),
        Number("COMMANDS"),
        (Environment.GetEnvironmentVariable("SKIP") ?? "").ToUpperInvariant().Split(',', StringSplitOptions.RemoveEmptyEntries).ToHashSet(),
        Environment.GetEnvironmentVariable("SUBJECT") == "redis");

    private static int? Number(string name) =>
        Environment.GetEnvironmentVariable(name) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : null;
}
