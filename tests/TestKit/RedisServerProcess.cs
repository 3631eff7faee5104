namespace MtcpRedis.TestKit;

/// <summary>A real redis-server, from the system's package, without persistence.</summary>
public sealed class RedisServerProcess : ServerProcess
{
    private readonly string[] _extra;

    /// <summary>Starts the server.</summary>
    /// <param name="extra">Further directives as on its command line: <c>--name</c>, <c>value</c> ...</param>
    public RedisServerProcess(params string[] extra)
    {
        _extra = extra;
        Start();
    }

    public override string Name => "redis-server";

    protected override (string Program, IEnumerable<string> Arguments) CommandLine(int port) =>
        ("redis-server",
        [
            "--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--enable-debug-command", "yes",
            "--dir", Folder, "--daemonize", "no", "--logfile", "", .. _extra,
        ]);
}
