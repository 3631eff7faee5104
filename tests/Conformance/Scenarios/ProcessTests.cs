using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>The executable as a process: what it says, where, and with which code it ends.</summary>
[Trait("Family", "scenarios")]
public sealed class ProcessTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("--version", "MtcpRedis")]
    [InlineData("-v", "MtcpRedis")]
    [InlineData("--help", "--directive value")]
    [InlineData("-h", "--directive value")]
    public void AskedForText_PrintsItAndEndsWell(string argument, string text)
    {
        var (code, output, errors) = Run(argument);
        Assert.Equal((0, ""), (code, errors));
        Assert.Contains(text, output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nosuch", "--nosuch 1")]
    [InlineData("port", "--port abc")]
    [InlineData("maxmemory", "--maxmemory 1xb")]
    [InlineData("maxmemory-policy", "--maxmemory-policy lru")]
    [InlineData("mtcp.cores", "--mtcp.cores many")]
    [InlineData("appendonly", "--appendonly")]
    [InlineData("/nonexistent/file.conf", "/nonexistent/file.conf")]
    [InlineData("/nonexistent/file.hocon", "/nonexistent/file.hocon")]
    [InlineData("stray", "a.conf stray.conf")]
    [InlineData("/nonexistent", "--dir /nonexistent")]
    [InlineData("/nonexistent/log", "--logfile /nonexistent/log")]
    public void CannotStart_SaysWhyInOneLineAndEndsWithCode1(string named, string arguments)
    {
        var (code, output, errors) = Run(arguments.Split(' '));
        Assert.Equal(1, code);
        Assert.Empty(output);
        Assert.Contains(named, errors, StringComparison.Ordinal);
        Assert.Single(errors.TrimEnd().Split('\n'));
    }

    [Fact]
    public void PortIsTaken_SaysSoAndEndsWithCode1()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port;
        var (code, output, _) = Run("--port", $"{port}", "--bind", "127.0.0.1");
        Assert.Equal(1, code);
        Assert.Contains($"Failed listening on port {port} (tcp), aborting", output, StringComparison.Ordinal);
        Assert.DoesNotContain("Ready to accept connections", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Start_TellsItsNumberThenThatItIsReady()
    {
        using var server = Subject.Start(cores: 2, "--always-show-logo", "yes", "--rdbcompression", "no");
        // It answers before what it has written has come through the pipe and been read here.
        Assert.True(SpinWait.SpinUntil(() => server.Log.Contains("Ready to accept connections", StringComparison.Ordinal), s_patience), server.Log);
        var log = server.Log;
        string[] awaited = [$"PID: {server.ProcessId}", "not in effect yet: rdbcompression", "Server initialized", "Ready to accept connections"];
        var places = awaited.Select(text => log.IndexOf(text, StringComparison.Ordinal)).ToList();
        Assert.DoesNotContain(-1, places);
        Assert.Equal(places.Order(), places);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Terminated_WhileClientsAreServedAndWait_EndsWell(int cores)
    {
        using var server = Subject.Start(cores);
        using var waiting = server.Connect();
        using var subscribed = server.Connect();
        waiting.Send("BLPOP", "nothing", "0");
        subscribed.Call("SUBSCRIBE", "c");
        Assert.Equal(0, server.Terminate(s_patience));
        Assert.Empty(waiting.ReceiveUntilClosed());
    }

    [Theory]
    [InlineData("SHUTDOWN")]
    [InlineData("SHUTDOWN NOSAVE")]
    [InlineData("SHUTDOWN NOW FORCE")]
    public void Shutdown_EndsTheProcess(string command)
    {
        using var server = Subject.Start(cores: 2);
        using var client = server.Connect();
        client.Send(command.Split(' '));
        Assert.Empty(client.ReceiveUntilClosed());
        Assert.True(SpinWait.SpinUntil(() => server.HasExited, s_patience));
    }

    [Fact]
    public void Files_PidLogAndSocket_AreThereWhileItRuns()
    {
        using var server = Subject.Start(
            cores: 2, "--pidfile", "server.pid", "--unixsocket", "server.sock", "--unixsocketperm", "700", "--logfile", "server.log");
        string InFolder(string name) => Path.Combine(server.Folder, name);
        Assert.Equal($"{server.ProcessId}", File.ReadAllText(InFolder("server.pid")).Trim());
        Assert.Contains("Ready to accept connections", File.ReadAllText(InFolder("server.log")), StringComparison.Ordinal);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new FileInfo(InFolder("server.sock")).UnixFileMode);
        using (var local = RespClient.ConnectUnix(InFolder("server.sock")))
        {
            local.Must("SET", "k", "v");
            Assert.Contains("flags=U ", local.Must("CLIENT", "INFO").Text, StringComparison.Ordinal);
        }

        Assert.Equal(0, server.Terminate(s_patience));
        Assert.False(File.Exists(InFolder("server.pid")));
        Assert.False(File.Exists(InFolder("server.sock")));
    }

    [Fact]
    public void Logfile_IsRenamed_IsBegunAnew()
    {
        using var server = Subject.Start(cores: 1, "--logfile", "server.log");
        using var client = server.Connect();
        File.Move(Path.Combine(server.Folder, "server.log"), Path.Combine(server.Folder, "old.log"));
        client.Must("DEBUG", "LOG", "after the rename");
        Assert.Contains("after the rename", File.ReadAllText(Path.Combine(server.Folder, "server.log")), StringComparison.Ordinal);
    }

    private static (int Code, string Output, string Errors) Run(params string[] arguments)
    {
        var info = new ProcessStartInfo(RepositoryPaths.ServerExecutable, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        using var process = Process.Start(info)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.GetAwaiter().GetResult());
    }
}
