using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace MtcpRedis.Network.Support;

/// <summary>
/// A network namespace of this test run: an own network with interfaces, addresses and ports of its own. Its name holds the number of this process, so
/// that a later run can remove what a killed one left behind.
/// </summary>
public sealed class NetworkNamespace : IDisposable
{
    private const string Prefix = "mtcp-test-";
    private const string Folder = "/run/netns";

    /// <summary>The network of the thread that opens it.</summary>
    private const string OwnNetwork = "/proc/thread-self/ns/net";

    private static int s_count;

    private readonly BlockingCollection<Action> _work = [];
    private readonly Thread _thread;

    static NetworkNamespace() => Sweep();

    /// <summary>Makes it, with its loopback interface up.</summary>
    /// <param name="role">A few letters that tell people what it is for.</param>
    public NetworkNamespace(string role)
    {
        Name = $"{Prefix}{Environment.ProcessId}-{Interlocked.Increment(ref s_count)}-{role}";
        Tool.Must("ip", "netns", "add", Name);
        try
        {
            Tool.Must("ip", "-n", Name, "link", "set", "lo", "up");
            var entered = new TaskCompletionSource();
            _thread = new Thread(() => Work(entered)) { IsBackground = true, Name = $"in {Name}" };
            _thread.Start();
            entered.Task.GetAwaiter().GetResult();
        }
        catch
        {
            Remove(Name);
            throw;
        }
    }

    /// <summary>Its name under <c>/run/netns</c>.</summary>
    public string Name { get; }

    /// <summary>A program that runs inside.</summary>
    public ProcessStartInfo Program(string program, params IEnumerable<string> arguments) =>
        new("ip", ["netns", "exec", Name, program, .. arguments]);

    /// <summary>Runs a program inside, which must succeed.</summary>
    /// <returns>What it printed.</returns>
    public string Must(string program, params string[] arguments) => Tool.Must(Program(program, arguments));

    /// <summary>Runs <c>ip</c> on the interfaces inside; arguments are separated by single spaces.</summary>
    public void Ip(string arguments) => Tool.Must("ip", ["-n", Name, .. arguments.Split(' ')]);

    /// <summary>Writes a setting of the network inside.</summary>
    /// <param name="path">Below <c>/proc/sys</c>.</param>
    /// <param name="value">What to write.</param>
    public void SetControl(string path, string value) => Run(() =>
    {
        // The kernel shows each thread the settings of its own namespace.
        File.WriteAllText(Path.Combine("/proc/sys", path), value);
        return true;
    });

    /// <summary>Does something on a thread inside. A socket belongs for ever to the namespace of the thread that made it.</summary>
    public T Run<T>(Func<T> act)
    {
        var done = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                done.SetResult(act());
            }
            catch (Exception failure)
            {
                done.SetException(failure);
            }
        });
        return done.Task.GetAwaiter().GetResult();
    }

    /// <summary>A TCP socket inside, not connected yet.</summary>
    public Socket OpenSocket(AddressFamily family) => Run(() => new Socket(family, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true });

    /// <summary>A thread inside that does lengthy work; the task ends with it.</summary>
    public Task StartThread(Action act) => Task.Factory.StartNew(
        () =>
        {
            // Whoever awaits the task goes on on its thread, or on one of the pool that it starts and that inherits its network: a whole test class may.
            using var home = File.OpenHandle(OwnNetwork);
            Enter();
            try
            {
                act();
            }
            finally
            {
                Enter(home, OwnNetwork);
            }
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    /// <summary>Removes it; interfaces and connections in it go with the last process and socket inside.</summary>
    public void Dispose()
    {
        _work.CompleteAdding();
        _thread.Join();
        Remove(Name);
        _work.Dispose();
    }

    private static void Sweep()
    {
        if (!Directory.Exists(Folder))
        {
            return;
        }

        foreach (var name in Directory.EnumerateFiles(Folder, Prefix + "*").Select(p => Path.GetFileName(p)))
        {
            if (!int.TryParse(name[Prefix.Length..].Split('-')[0], out var process) || !Directory.Exists($"/proc/{process}"))
            {
                Remove(name);
            }
        }
    }

    private static void Remove(string name) => Tool.Must("ip", "netns", "del", name);

    private void Work(TaskCompletionSource entered)
    {
        try
        {
            Enter();
            entered.SetResult();
        }
        catch (Exception failure)
        {
            entered.SetException(failure);
            return;
        }

        foreach (var action in _work.GetConsumingEnumerable())
        {
            action();
        }
    }

    private void Enter()
    {
        using var handle = File.OpenHandle(Path.Combine(Folder, Name));
        Enter(handle, Name);
    }

    private static void Enter(SafeFileHandle network, string name)
    {
        if (Libc.SetNamespace((int)network.DangerousGetHandle(), Libc.NewNetwork) != 0)
        {
            throw new InvalidOperationException($"cannot enter {name}: error {Marshal.GetLastPInvokeError()}");
        }
    }
}
