using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Commands;

/// <summary>A command about the connection, the server or the node, with its handler. It runs on the core that owns the connection.</summary>
internal sealed class SessionCommand : CommandSpec
{
    /// <summary>Runs a call; the arity has been checked.</summary>
    public delegate void SessionHandler(SessionContext context);

    /// <summary>Adds the shards that a call needs, where its keys alone do not tell.</summary>
    public delegate void ShardFinder(Session session, ShardRoutes routes, ISet<int> shards);

    public SessionCommand(
        string name, int arity, CommandFlags flags, KeySpec[] keys, CommandGroup group, SessionHandler handler)
        : base(name, arity, flags, keys, group)
    {
        Handler = handler;
    }

    public SessionHandler Handler { get; }

    /// <summary>When it may run.</summary>
    public SessionCommandMode Mode { get; init; } = SessionCommandMode.Immediate;

    /// <summary>With <see cref="SessionCommandMode.Leased"/>: which shards it holds.</summary>
    public ShardScope Scope { get; init; } = ShardScope.All;

    /// <summary>With <see cref="SessionCommandMode.Leased"/>: finds the shards instead of <see cref="Scope"/>.</summary>
    public ShardFinder? ShardsOf { get; init; }

    /// <summary>Whether it is run, not queued, between MULTI and EXEC.</summary>
    public bool IsMultiControl { get; init; }

    /// <summary>Whether a RESP2 client that listens to channels may say it.</summary>
    public bool AllowedWhileSubscribed { get; init; }

    public static bool RunsInsideMulti(CommandSpec command) => command is SessionCommand { IsMultiControl: true };

    public static bool RunsWhileSubscribed(CommandSpec command) => command is SessionCommand { AllowedWhileSubscribed: true };
}
