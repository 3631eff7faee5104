using Akka.Actor;
using Akka.Configuration;
using MtcpRedis.Core.Settings;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.Server.Runtime;
using MtcpRedis.Server.Sessions;
using AkkaConfig = Akka.Configuration.Config;

namespace MtcpRedis.Server.Hosting;

/// <summary>Puts a node together and takes it apart: threads, actor system, shards, cores, in that order and back.</summary>
internal sealed class NodeHost : IDisposable
{
    private readonly NodeOptions _options;
    private readonly string _name = $"node-{Guid.NewGuid():N}";
    private readonly CoreThread[] _threads;
    private readonly ITransport[] _transports;
    private ActorSystem? _system;
    private IActorRef[] _coreActors = [];

    /// <summary>Makes the parts; nothing runs yet.</summary>
    /// <param name="options">How many cores, and how they run.</param>
    /// <param name="parts">What the node is configured with.</param>
    /// <param name="transportOfCore">Makes the transport of a core.</param>
    public NodeHost(NodeOptions options, NodeParts parts, Func<int, ITransport> transportOfCore)
    {
        _options = options;
        var keyspace = new SharedKeyspace(options.Cores, parts.Config.Settings.Keyspace);
        Live<SessionSettings> sessionSettings = SessionSettings.Follow(parts.Config);
        Node = new Node
        {
            Keyspace = keyspace,
            Commands = parts.Commands,
            SessionSettings = sessionSettings,
            ClientEviction = new ClientEviction(sessionSettings, keyspace, options.Cores),
            Config = parts.Config,
            Log = parts.Log,
        };
        Node.SlowLog.Follow(parts.Config);
        keyspace.Events = new PubSub.KeyspaceEventPublisher(Node.PubSub);
        _threads = new CoreThread[options.Cores];
        _transports = new ITransport[options.Cores];
        for (int i = 0; i < options.Cores; i++)
            _transports[i] = transportOfCore(i);
    }

    /// <summary>What the cores share.</summary>
    public Node Node { get; }

    /// <summary>The cores' threads by the system's numbers; once started.</summary>
    public IReadOnlySet<int> CoreThreadIds => _threads.Select(thread => thread.SystemId).ToHashSet();

    /// <summary>Starts threads and actors; connections are accepted when it returns.</summary>
    public void Start()
    {
        var dispatchers = new System.Text.StringBuilder();
        for (int i = 0; i < _threads.Length; i++)
        {
            string name = ThreadName(i);
            _threads[i] = new CoreThread($"core-{i}", _options.Processors?.OfCore[i], _options.IsUrgent) { Wake = _transports[i].Wake };
            CoreThreads.Register(name, _threads[i]);
            dispatchers.Append($"core-{i} {{ type = \"{typeof(CoreDispatcherConfigurator).AssemblyQualifiedName}\", throughput = 1, thread = \"{name}\" }}\n");
        }
        AkkaConfig config = ConfigurationFactory.ParseString($"mtcp.dispatchers {{\n{dispatchers}}}")
            .WithFallback(_options.Akka)
            .WithFallback(ConfigurationFactory.ParseString(AkkaDefaults));
        if (!_threads.All(thread => thread.IsAsUrgentAsWanted))
            Node.Log.Notice("The cores' threads have ordinary priority, so other work on their processors may hold them up for milliseconds: the system allows no more without CAP_SYS_NICE");
        _system = ActorSystem.Create("mtcp-redis", config);
        StartActors(_system);
    }

    /// <summary>Closes all connections and stops everything; the dataset is gone after it.</summary>
    public async Task StopAsync()
    {
        if (_system is null)
            return;
        foreach (IActorRef core in _coreActors)
        {
            var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            core.Tell(new CoreProtocol.Stop(done), ActorRefs.NoSender);
            await done.Task.ConfigureAwait(false);
        }
        await _system.Terminate().ConfigureAwait(false);
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i].Dispose();
            CoreThreads.Unregister(ThreadName(i));
            _transports[i].Dispose();
        }
        _system = null;
        Node.Keyspace.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => StopAsync().GetAwaiter().GetResult();

    /// <summary>Quiet, and no more wake-ups of an idle node than needed.</summary>
    private const string AkkaDefaults = """
        akka {
          loglevel = WARNING
          stdout-loglevel = OFF
          log-dead-letters = off
          scheduler.tick-duration = 100ms
          coordinated-shutdown.exit-clr = off
          coordinated-shutdown.run-by-clr-shutdown-hook = off
        }
        """;

    private string ThreadName(int core) => $"{_name}-core-{core}";

    private void StartActors(ActorSystem system)
    {
        int count = _threads.Length;
        var services = new ShardService[count];
        var shardActors = new IActorRef[count];
        for (int i = 0; i < count; i++)
        {
            KeyspaceShard shard = Node.Keyspace.Shards[i];
            var meter = new CommandMeter(Node.Commands, Node.SlowLog);
            ShardService service = services[i] = new ShardService(shard, new BatchExecutor(shard, Node.Commands, meter));
            shardActors[i] = system.ActorOf(
                Props.Create(() => new ShardActor(service, Node.Log)).WithDispatcher($"mtcp.dispatchers.core-{i}"), $"shard-{i}");
        }
        Node.Keyspace.Dispatcher = new ActorShardDispatcher(shardActors);
        Node.Cores = new CoreLoop[count];
        _coreActors = new IActorRef[count];
        for (int i = 0; i < count; i++)
        {
            var loop = Node.Cores[i] = new CoreLoop(i, Node, _transports[i], _threads[i], services);
            _coreActors[i] = system.ActorOf(
                Props.Create(() => new CoreActor(loop, Node.Log)).WithDispatcher($"mtcp.dispatchers.core-{i}"), $"core-{i}");
            loop.Attach(_coreActors[i], shardActors);
        }
        foreach (IActorRef core in _coreActors)
            core.Tell(CoreProtocol.Poll.Instance, ActorRefs.NoSender);
    }
}
