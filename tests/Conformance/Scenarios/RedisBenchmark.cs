using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>A run of redis-benchmark.</summary>
/// <param name="Connections">Its option -c.</param>
/// <param name="Pipeline">Its option -P.</param>
/// <param name="Requests">Its option -n.</param>
public sealed partial record RedisBenchmark(int Connections, int Pipeline, int Requests)
{
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(5);

    /// <summary>Runs it and checks that it ends without an error, with a result for each of its tests.</summary>
    /// <param name="server">Where.</param>
    /// <param name="tests">Results it has to print.</param>
    /// <param name="more">Further options.</param>
    public async Task AssertEndsAsync(ServerProcess server, int tests, params string[] more)
    {
        var (code, printed) = await RunAsync(server, more);
        Assert.False(server.HasExited, server.Log);
        Assert.True(code == 0, printed);
        Assert.DoesNotContain("rror", printed, StringComparison.Ordinal);
        Assert.Equal(tests, Result().Count(printed));
    }

    private async Task<(int Code, string Printed)> RunAsync(ServerProcess server, string[] more)
    {
        var info = server.ClientProgram(
            "redis-benchmark",
            ["-h", $"{server.EndPoint.Address}", "-p", Text(server.Port), "-c", Text(Connections), "-P", Text(Pipeline), "-n", Text(Requests),
                "-r", "1000", "--csv", .. more]);
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        using var process = Process.Start(info) ?? throw new InvalidOperationException("cannot start redis-benchmark");
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(s_limit);
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            return (-1, $"not done after {s_limit}: {await output}{await errors}");
        }

        return (process.ExitCode, await output + await errors);
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>A line of results: the name of the test and its requests per second.</summary>
    [GeneratedRegex("(?m)^\"(?!test\")[^\"]+\",\"[0-9.]+\"")]
    private static partial Regex Result();
}
