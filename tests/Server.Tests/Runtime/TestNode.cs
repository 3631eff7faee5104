using System.Diagnostics;
using System.Text;
using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.NetStack.Transport.InMemory;
using MtcpRedis.Server.Commands;
using MtcpRedis.Server.Config;
using MtcpRedis.Server.Config.Values;
using MtcpRedis.Server.Diagnostics;
using MtcpRedis.Server.Hosting;

namespace MtcpRedis.Server.Tests.Runtime;

/// <summary>A whole node over in-memory transports, with one command that fails on purpose.</summary>
internal sealed class TestNode : IDisposable
{
    private readonly string _logFile = Path.GetTempFileName();
    private readonly InMemoryTransport[] _transports;
    private readonly NodeLog _log;
    private readonly NodeHost _host;

    public TestNode(int cores, params string[] directives)
    {
        _transports = new InMemoryTransport[cores];
        for (int i = 0; i < cores; i++)
            _transports[i] = new InMemoryTransport();
        _log = new NodeLog(_logFile, LogLevel.Warning);
        var config = new ConfigRegistry(ConfigLoader.Load(CommandLine.Parse(directives)));
        _host = new NodeHost(new NodeOptions { Cores = cores }, new NodeParts(Table(), config, _log), core => _transports[core]);
        _host.Start();
    }

    public NodeHost Host => _host;

    public string Log => File.ReadAllText(_logFile);

    /// <summary>Opens a connection to a core.</summary>
    public TestClient Connect(int core = 0) => new(_transports[core].Connect());

    public InMemoryPeer ConnectRaw(int core = 0, int window = InMemoryTransport.DefaultWindow) => _transports[core].Connect(window);

    /// <summary>A key of a shard.</summary>
    public string KeyOf(int shard, string prefix)
    {
        for (int i = 0; ; i++)
        {
            string key = $"{prefix}:{i}";
            if (_host.Node.Keyspace.ShardOf(Encoding.ASCII.GetBytes(key)).Index == shard)
                return key;
        }
    }

    public void Dispose()
    {
        _host.Dispose();
        _log.Dispose();
        File.Delete(_logFile);
    }

    /// <summary>Waits for something that another thread does.</summary>
    public static void Eventually(Func<bool> condition)
    {
        var waited = Stopwatch.StartNew();
        while (!condition())
        {
            if (waited.Elapsed > TimeSpan.FromSeconds(20))
                throw new TimeoutException("What was waited for did not happen.");
            Thread.Sleep(1);
        }
    }

    private static CommandTable Table() => CommandTable.Build(
        AllCommands.Families.SelectMany(family => family),
        [
            new ShardCommand("FAIL", -2, CommandFlags.Write, Keys.At(1, KeySpecFlags.RW), CommandGroup.Generic, Fail),
        ]);

    private static void Fail(CommandContext c) =>
        throw new InvalidOperationException($"failed on purpose at {Encoding.ASCII.GetString(c.Arg(1))}");
}
