using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace MtcpRedis.TestKit;

/// <summary>A server in a process of its own, on a free loopback port and in a fresh directory, both gone after <see cref="Dispose"/>.</summary>
public abstract partial class ServerProcess : IDisposable
{
    private const int Attempts = 5;
    private const int KeptLines = 500;
    private static readonly TimeSpan s_startPatience = TimeSpan.FromSeconds(60);

    private readonly Queue<string> _log = new();
    private Process? _process;

    /// <summary>What the server is called in messages.</summary>
    public abstract string Name { get; }

    public int Port { get; private set; }

    /// <summary>Where clients reach the server.</summary>
    public virtual IPEndPoint EndPoint => new(IPAddress.Loopback, Port);

    public int ProcessId => Running.Id;

    public bool HasExited => Running.HasExited;

    /// <summary>The directory the server works in.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("mtcp-redis-test-").FullName;

    /// <summary>The last lines the server wrote to standard output and standard error.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return string.Join('\n', _log);
            }
        }
    }

    /// <summary>Resident memory of the process in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            var line = File.ReadLines($"/proc/{ProcessId}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
            return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2]) * 1024;
        }
    }

    private Process Running => _process ?? throw new InvalidOperationException($"{Name} was not started");

    /// <summary>A TCP socket, not connected yet, that can reach <see cref="EndPoint"/>.</summary>
    public virtual Socket OpenSocket() => new(EndPoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };

    /// <summary>How a program is run so that it can reach <see cref="EndPoint"/>.</summary>
    public virtual ProcessStartInfo ClientProgram(string program, params IEnumerable<string> arguments) => new(program, arguments);

    public RespClient Connect() => RespClient.Connect(OpenSocket(), EndPoint);

    /// <summary>Connects and switches to RESP3 if asked.</summary>
    public RespClient Connect(int protocol)
    {
        var client = Connect();
        if (protocol == 3)
        {
            client.Must("HELLO", "3");
        }

        return client;
    }

    /// <summary>Sends SIGTERM and waits for the end.</summary>
    /// <returns>The exit code.</returns>
    /// <exception cref="TimeoutException">The server is still there; it was killed.</exception>
    public int Terminate(TimeSpan patience)
    {
        const int sigterm = 15;
        if (SendSignal(ProcessId, sigterm) != 0)
        {
            throw new InvalidOperationException($"cannot signal {Name}, error {Marshal.GetLastPInvokeError()}");
        }

        if (!Running.WaitForExit(patience))
        {
            ProcessLauncher.Kill(Running);
            throw new TimeoutException($"{Name} did not stop on SIGTERM within {patience}\n{Log}");
        }

        return Running.ExitCode;
    }

    /// <summary>Kills the process if it still runs and starts a new one on another port.</summary>
    public void Restart()
    {
        StopProcess();
        Start();
    }

    public void Dispose()
    {
        StopProcess();
        if (Directory.Exists(Folder))
        {
            Directory.Delete(Folder, recursive: true);
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>The port for the next start.</summary>
    protected virtual int ChoosePort() => FreePort.Next();

    /// <summary>False while it is too early to try to connect.</summary>
    protected virtual bool MayAnswer() => true;

    /// <summary>The program and its arguments for the given port.</summary>
    protected abstract (string Program, IEnumerable<string> Arguments) CommandLine(int port);

    /// <summary>Starts the process and waits until it answers.</summary>
    /// <exception cref="InvalidOperationException">It does not come up; the message holds its output.</exception>
    protected void Start()
    {
        for (var attempt = 1; ; attempt++)
        {
            Port = ChoosePort();
            try
            {
                Launch();
                AwaitReady();
                return;
            }
            catch (Exception failure) when (attempt < Attempts && failure is InvalidOperationException && LostPortRace())
            {
                StopProcess();
            }
            catch
            {
                StopProcess();
                throw;
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);

    private bool LostPortRace() => Log.Contains("ddress already in use", StringComparison.Ordinal);

    private void Launch()
    {
        var (program, arguments) = CommandLine(Port);
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        info.Environment["LC_ALL"] = "C";
        info.Environment["TZ"] = "UTC";
        lock (_log)
        {
            _log.Clear();
        }

        _process = ProcessLauncher.Start(info);
        _process.OutputDataReceived += (_, line) => Keep(line.Data);
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        _process.StandardInput.Close();
    }

    private void Keep(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_log)
        {
            _log.Enqueue(line);
            while (_log.Count > KeptLines)
            {
                _log.Dequeue();
            }
        }
    }

    private void AwaitReady()
    {
        var started = Stopwatch.GetTimestamp();
        while (!MayAnswer() || !Answers())
        {
            if (Running.HasExited)
            {
                Running.WaitForExit();
                throw new InvalidOperationException($"{Name} stopped at start with code {Running.ExitCode}:\n{Log}");
            }

            if (Stopwatch.GetElapsedTime(started) > s_startPatience)
            {
                throw new InvalidOperationException($"{Name} does not answer on port {Port} after {s_startPatience}:\n{Log}");
            }

            Thread.Sleep(10);
        }
    }

    private bool Answers()
    {
        try
        {
            using var client = Connect();
            client.Timeout = TimeSpan.FromSeconds(10);
            var reply = client.Call("PING");
            return !reply.Text.StartsWith("LOADING", StringComparison.Ordinal);
        }
        catch (Exception failure) when (failure is SocketException or RespConnectionClosedException or TimeoutException)
        {
            return false;
        }
    }

    private void StopProcess()
    {
        if (_process is not null)
        {
            ProcessLauncher.Kill(_process);
            _process.Dispose();
            _process = null;
        }
    }
}
