using System.Diagnostics;

namespace MtcpRedis.Network.Support;

/// <summary>Runs programs that end soon.</summary>
internal static class Tool
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs a program that must succeed.</summary>
    /// <returns>What it printed.</returns>
    /// <exception cref="InvalidOperationException">It failed; the message holds what it printed.</exception>
    internal static string Must(string program, params string[] arguments) => Must(new ProcessStartInfo(program, arguments));

    /// <summary>As <see cref="Must(string, string[])"/>.</summary>
    internal static string Must(ProcessStartInfo info)
    {
        var (code, printed) = Run(info);
        return code == 0
            ? printed
            : throw new InvalidOperationException($"{info.FileName} {string.Join(' ', info.ArgumentList)} failed with {code}: {printed}");
    }

    /// <summary>Runs a program to its end.</summary>
    /// <exception cref="TimeoutException">It did not end and was killed.</exception>
    internal static (int Code, string Printed) Run(ProcessStartInfo info)
    {
        info.RedirectStandardOutput = true;
        info.RedirectStandardError = true;
        info.RedirectStandardInput = true;
        info.Environment["LC_ALL"] = "C";
        using var process = Process.Start(info) ?? throw new InvalidOperationException($"cannot start {info.FileName}");
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        if (!process.WaitForExit(s_patience))
        {
            process.Kill();
            throw new TimeoutException($"{info.FileName} {string.Join(' ', info.ArgumentList)} does not end: {output.Result}{errors.Result}");
        }

        return (process.ExitCode, output.Result + errors.Result);
    }
}
