using System.Diagnostics;
using System.Globalization;

namespace MtcpRedis.Compare.Load;

/// <summary>A load generator in a process of its own on one CPU. redis-benchmark and mtcp-bench take the same options and print the same columns.</summary>
/// <param name="program">The executable.</param>
/// <param name="cpu">The CPU it runs on.</param>
internal sealed class Generator(string program, int cpu)
{
    /// <summary>The program's name for the report.</summary>
    public string Name => Path.GetFileName(program);

    /// <summary>Sends so many requests and waits for the end.</summary>
    /// <exception cref="InvalidOperationException">The generator failed, or met an error reply.</exception>
    public LoadResult Run(int port, LoadSpec load, long requests)
    {
        using var process = Start(port, load, requests, "--csv");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw Failed(load, process.ExitCode, errors.Result.Length > 0 ? errors.Result : output);
        }

        return Parse(output);
    }

    /// <summary>Keeps sending until the time is over.</summary>
    /// <exception cref="InvalidOperationException">The generator ended before that.</exception>
    public void RunFor(int port, LoadSpec load, double seconds)
    {
        using var process = Start(port, load, 1_000_000_000, "-q");
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        var errors = process.StandardError.ReadToEndAsync();
        if (process.WaitForExit(TimeSpan.FromSeconds(seconds)))
        {
            throw Failed(load, process.ExitCode, $"before its time: {errors.Result}");
        }

        process.Kill();
        process.WaitForExit();
    }

    /// <summary>Takes the figures of the last test from the comma separated output.</summary>
    internal static LoadResult Parse(string csv)
    {
        var lines = csv.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        var header = Array.FindIndex(lines, l => l.StartsWith("\"test\",", StringComparison.Ordinal));
        if (header < 0 || header + 1 >= lines.Length)
        {
            throw new InvalidOperationException($"the generator printed no results: {csv}");
        }

        var columns = Fields(lines[header]);
        var values = Fields(lines[^1]);
        return new LoadResult(Value("rps"), Value("p50_latency_ms"), Value("p99_latency_ms"));

        // Columns are counted from the end: the first one, a command in its own words, may hold anything.
        double Value(string column) =>
            double.Parse(values[values.Length - columns.Length + Array.IndexOf(columns, column)], CultureInfo.InvariantCulture);
    }

    private InvalidOperationException Failed(LoadSpec load, int code, string output) =>
        new($"{Name} {string.Join(' ', load.Command)} ended with {code}: {output}");

    private static string[] Fields(string line) => line.Trim('"').Split("\",\"");

    private Process Start(int port, LoadSpec load, long requests, string format)
    {
        string[] arguments =
        [
            "-c", $"{cpu}", program, "-h", "127.0.0.1", "-p", $"{port}", "-c", $"{load.Clients}", "-n", $"{requests}", "-P", $"{load.Pipeline}",
            "-r", $"{load.KeySpace}", format, .. load.Command,
        ];
        var info = new ProcessStartInfo("taskset", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        return Process.Start(info) ?? throw new InvalidOperationException($"cannot start {program}");
    }
}
