using System.Diagnostics;
using MtcpRedis.Bench.Load;

namespace MtcpRedis.Bench;

/// <summary>What a user wants to happen at a moment that only this program knows.</summary>
internal static class ShellCommand
{
    /// <summary>Runs a command and waits for its end. What it prints does not get among the results.</summary>
    /// <param name="command">For <c>/bin/sh -c</c>.</param>
    /// <param name="output">Receives what it prints.</param>
    /// <exception cref="LoadException">It ends with another code than 0.</exception>
    public static void Run(string command, TextWriter output)
    {
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", command]) { RedirectStandardOutput = true })!;
        output.Write(process.StandardOutput.ReadToEnd());
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new LoadException($"'{command}' ended with code {process.ExitCode}");
        }
    }
}
