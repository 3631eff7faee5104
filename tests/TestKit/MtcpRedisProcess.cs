namespace MtcpRedis.TestKit;

/// <summary>Our server, as built beside the tests or named by the environment variable MTCP_REDIS_BIN.</summary>
public sealed class MtcpRedisProcess : ServerProcess
{
    private readonly string[] _extra;

    /// <summary>Starts the server with the given number of cores.</summary>
    /// <param name="cores">Value of the directive <c>mtcp.cores</c>.</param>
    /// <param name="extra">Further directives as on its command line: <c>--name</c>, <c>value</c> ...</param>
    public MtcpRedisProcess(int cores, params string[] extra)
    {
        Cores = cores;
        _extra = extra;
        Start();
    }

    public int Cores { get; }

    public override string Name => $"mtcp-redis ({Cores} cores)";

    protected override (string Program, IEnumerable<string> Arguments) CommandLine(int port)
    {
        var program = RepositoryPaths.ServerExecutable;
        if (!File.Exists(program))
        {
            throw new FileNotFoundException("the server is not built; build src/Core/Server first", program);
        }

        return (program,
        [
            "--port", $"{port}", "--bind", "127.0.0.1", "--mtcp.cores", $"{Cores}", "--enable-debug-command", "yes", "--dir", Folder,
            .. _extra,
        ]);
    }
}
