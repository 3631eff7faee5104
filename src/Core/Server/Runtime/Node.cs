using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.NetStack.Devices.Dpdk;
using MtcpRedis.Server.Config;
using MtcpRedis.Server.Diagnostics;
using MtcpRedis.Server.PubSub;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Runtime;

/// <summary>What the cores of a node share. Everything in it may be used from any core's thread.</summary>
internal sealed class Node
{
    public required SharedKeyspace Keyspace
    {
        get;
        init
        {
            field = value;
            Pause = new ClientPause(value);
        }
    }

    public required CommandTable Commands { get; init; }

    public required Live<SessionSettings> SessionSettings { get; init; }

    public required NodeLog Log { get; init; }

    /// <summary>CONFIG.</summary>
    public required ConfigRegistry Config { get; init; }

    /// <summary>All connections.</summary>
    public ClientRegistry Clients { get; } = new();

    /// <summary>Who listens to what.</summary>
    public PubSubRegistry PubSub { get; } = new();

    /// <summary>CLIENT PAUSE.</summary>
    public ClientPause Pause { get; private init; } = null!;

    /// <summary>maxmemory-clients.</summary>
    public required ClientEviction ClientEviction { get; init; }

    /// <summary>MONITOR.</summary>
    public MonitorFeed Monitors { get; } = new();

    /// <summary>SLOWLOG.</summary>
    public SlowLog SlowLog { get; } = new();

    /// <summary>Stops of the garbage collector.</summary>
    public GcPauseWatch Pauses { get; } = new();

    /// <summary>Commands per second.</summary>
    public RateMeter Rates { get; } = new();

    /// <summary>Counters that belong to no shard and no core.</summary>
    public NodeStatistics Statistics { get; } = new();

    /// <summary>The cores, in order; filled before any of them runs.</summary>
    public CoreLoop[] Cores { get; set; } = [];

    /// <summary>The port of the node's own TCP/IP stack; null where only the kernel's sockets carry.</summary>
    public DpdkPort? Port { get; set; }

    /// <summary>Forty random hexadecimal digits, new at every start.</summary>
    public string RunId { get; } = Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(20));

    /// <summary>Unix time in milliseconds of the start.</summary>
    public long StartedAt { get; } = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();

    /// <summary>Asks the host to stop the node (SHUTDOWN); thread-safe.</summary>
    public Action RequestStop { get; set; } = () => throw new InvalidOperationException("The node has no host.");
}
