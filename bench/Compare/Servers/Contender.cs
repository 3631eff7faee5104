using MtcpRedis.Compare.Options;

namespace MtcpRedis.Compare.Servers;

/// <summary>A server program that takes part, and how it is started with one core and no persistence.</summary>
/// <param name="Name">Short name for tables.</param>
/// <param name="Program">The executable.</param>
/// <param name="Arguments">Its arguments, given the port and the directory.</param>
internal sealed record Contender(string Name, string Program, Func<int, string, string[]> Arguments)
{
    /// <summary>Our server, with one core. An executable called redis-server is started as such: comparing Redis with itself shows the noise.</summary>
    public static Contender Ours(ComparisonOptions options) =>
        Path.GetFileName(options.Ours) == "redis-server"
            ? RedisLike("ours", options.Ours)
            : new Contender("ours", Path.GetFullPath(options.Ours), (port, folder) =>
                ["--port", $"{port}", "--bind", "127.0.0.1", "--mtcp.cores", "1", "--save", "", "--appendonly", "no", "--dir", folder]);

    /// <summary>The reference.</summary>
    public static Contender Redis(ComparisonOptions options) => RedisLike("redis", options.Redis);

    /// <summary>Garnet, with one thread for the network and no storage tier.</summary>
    public static Contender Garnet(string path) => new("garnet", path, (port, folder) =>
        ["--port", $"{port}", "--bind", "127.0.0.1", "--minthreads", "1", "--maxthreads", "1", "--checkpointdir", folder]);

    private static Contender RedisLike(string name, string program) => new(name, program, (port, folder) =>
        ["--port", $"{port}", "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--daemonize", "no", "--dir", folder]);
}
