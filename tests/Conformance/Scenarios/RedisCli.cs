using System.Diagnostics;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>Runs redis-cli as a person at a terminal would see it.</summary>
public static class RedisCli
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Types the lines and returns what is printed, formatted for people.</summary>
    public static string Type(ServerProcess server, params string[] lines)
    {
        using var process = Start(server, ["--no-raw"]);
        foreach (var line in lines)
        {
            process.StandardInput.WriteLine(line);
        }

        process.StandardInput.Close();
        return Finish(process);
    }

    /// <summary>Runs one command given as arguments.</summary>
    public static string Run(ServerProcess server, params string[] arguments)
    {
        using var process = Start(server, arguments);
        process.StandardInput.Close();
        return Finish(process);
    }

    private static Process Start(ServerProcess server, IEnumerable<string> arguments)
    {
        var info = server.ClientProgram("redis-cli", ["-h", $"{server.EndPoint.Address}", "-p", $"{server.Port}", .. arguments]);
        info.RedirectStandardInput = true;
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        return Process.Start(info) ?? throw new InvalidOperationException("cannot start redis-cli");
    }

    private static string Finish(Process process)
    {
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill();
            throw new TimeoutException($"redis-cli did not end; it printed: {output.Result}");
        }

        return output.Result + errors.Result;
    }
}
