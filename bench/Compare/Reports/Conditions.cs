using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using MtcpRedis.Compare.Options;

namespace MtcpRedis.Compare.Reports;

/// <summary>The conditions of a run: machine, kernel, versions, load.</summary>
internal static class Conditions
{
    /// <summary>One line per condition, as a markdown list.</summary>
    public static string Describe(ComparisonOptions options, string generator) =>
        string.Join('\n',
        [
            $"* {DateTime.UtcNow.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)} UTC; {Cpu()}, {Environment.ProcessorCount} CPUs; {Memory()}; Linux {File.ReadAllText("/proc/sys/kernel/osrelease").Trim()}; {RuntimeInformation.FrameworkDescription}; load average at the start {File.ReadAllText("/proc/loadavg").Split(' ')[0]}",
            $"* ours: {FirstLine(options.Ours, "--version")}, one core; reference: {FirstLine(options.Redis, "--version")}{(options.Garnet is null ? "" : $"; Garnet: {FirstLine(options.Garnet, "--version")}")}",
            $"* servers on CPU {options.ServerCpu}, {generator} on CPU {options.ClientCpu}, loopback TCP, no persistence; {options.Clients} connections, keys and members drawn from {options.KeySpace}, values of {options.DataSize} bytes",
            $"* median of {options.Rounds} runs taken in turns, each about {options.Seconds.ToString(CultureInfo.InvariantCulture)} s of the faster server, after {options.WarmUpSeconds.ToString(CultureInfo.InvariantCulture)} s of the same load; CPU is the server process' user and system time, all threads",
        ]) + "\n";

    private static string Cpu() =>
        File.ReadLines("/proc/cpuinfo").FirstOrDefault(l => l.StartsWith("model name", StringComparison.Ordinal))?.Split(':')[1].Trim() ??
        RuntimeInformation.ProcessArchitecture.ToString();

    private static string Memory()
    {
        var kilobytes = long.Parse(File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{kilobytes / 1048576.0:F0} GiB");
    }

    private static string FirstLine(string program, string argument)
    {
        using var process = Process.Start(new ProcessStartInfo(program, argument) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var line = process.StandardOutput.ReadLine() ?? process.StandardError.ReadLine() ?? "unknown version";
        process.WaitForExit();
        return line.Trim();
    }
}
