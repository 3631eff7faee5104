using System.Globalization;

namespace MtcpRedis.StackBench;

/// <summary>What the command line asks for.</summary>
/// <param name="Rounds">Measurements per scenario, at least 1.</param>
/// <param name="Milliseconds">Length of one measurement, at least 1.</param>
/// <param name="Only">Part of the name of the scenarios to run; empty for all.</param>
internal sealed record BenchOptions(int Rounds, int Milliseconds, string Only)
{
    internal static BenchOptions Parse(string[] args)
    {
        var options = new BenchOptions(7, 300, "");
        foreach (var (name, value) in Pairs(args))
        {
            options = name switch
            {
                "--rounds" => options with { Rounds = Positive(value) },
                "--milliseconds" => options with { Milliseconds = Positive(value) },
                "--only" => options with { Only = value },
                _ => throw new ArgumentException($"unknown option {name}"),
            };
        }
        return options;
    }

    /// <summary>The options of a command line, each with its value.</summary>
    internal static IEnumerable<(string Name, string Value)> Pairs(string[] args)
    {
        for (var i = 0; i < args.Length; i += 2)
            yield return (args[i], i + 1 < args.Length ? args[i + 1] : throw new ArgumentException($"{args[i]}: a value is missing"));
    }

    /// <summary>Reads a number of at least 1.</summary>
    internal static int Positive(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number
            : throw new ArgumentException($"'{text}' is not a positive number");
}
