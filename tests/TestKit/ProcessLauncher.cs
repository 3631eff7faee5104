using System.Collections.Concurrent;
using System.Diagnostics;

namespace MtcpRedis.TestKit;

/// <summary>
/// Starts child processes so that they die with the test run, even when that is killed: the kernel is asked to kill the child when its
/// parent thread ends. That is why one thread, which lives as long as the process, does all starting.
/// </summary>
internal static class ProcessLauncher
{
    private const string SetPriv = "/usr/bin/setpriv";

    private static readonly BlockingCollection<Action> s_work = [];
    private static readonly ConcurrentDictionary<int, Process> s_running = new();

    static ProcessLauncher()
    {
        var thread = new Thread(Work) { IsBackground = true, Name = "process launcher" };
        thread.Start();
        AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();
    }

    public static Process Start(ProcessStartInfo info)
    {
        Wrap(info);
        var started = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        s_work.Add(() =>
        {
            try
            {
                started.SetResult(Process.Start(info) ?? throw new InvalidOperationException($"cannot start {info.FileName}"));
            }
            catch (Exception failure)
            {
                started.SetException(failure);
            }
        });
        var process = started.Task.GetAwaiter().GetResult();
        s_running[process.Id] = process;
        return process;
    }

    public static void Kill(Process process)
    {
        s_running.TryRemove(process.Id, out _);
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.WaitForExit();
    }

    private static void Work()
    {
        foreach (var action in s_work.GetConsumingEnumerable())
        {
            action();
        }
    }

    private static void Wrap(ProcessStartInfo info)
    {
        if (!File.Exists(SetPriv))
        {
            return;
        }

        info.ArgumentList.Insert(0, info.FileName);
        info.ArgumentList.Insert(0, "KILL");
        info.ArgumentList.Insert(0, "--pdeathsig");
        info.FileName = SetPriv;
    }

    private static void KillAll()
    {
        foreach (var process in s_running.Values)
        {
            if (!process.HasExited)
            {
                process.Kill();
            }
        }
    }
}
