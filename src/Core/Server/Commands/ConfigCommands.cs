using MtcpRedis.Core.Commands;
using MtcpRedis.NetStack.Transport.Combined;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Commands;

/// <summary>CONFIG: the running server's configuration.</summary>
internal static class ConfigCommands
{
    private const CommandFlags Common = CommandFlags.Admin | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale;

    public static SessionCommand[] All { get; } =
    [
        new("CONFIG", -2, CommandFlags.None, Keys.None, CommandGroup.Server,
            _ => throw new InvalidOperationException("CONFIG runs by its subcommands."))
        {
            Docs = new("Commands about the server's configuration.", "2.0.0", "Depends on subcommand."),
            Subcommands =
            [
                Sub("GET", -3, Common, Get, "Tells the values of directives.", "2.0.0", "parameter [parameter ...]",
                    "O(N) when N is the number of configuration parameters provided"),
                Sub("HELP", 2, CommandFlags.Loading | CommandFlags.Stale, c => HelpReply.Write(c.Reply, c.Command.Parent!),
                    "Lists the subcommands.", "5.0.0", "", "O(1)"),
                Sub("RESETSTAT", 2, Common, ResetStatistics, "Sets the counters that INFO shows to zero.", "2.0.0", "", "O(1)"),
                Sub("REWRITE", 2, Common, Rewrite, "Writes the configuration in force to the file the server was started with.", "2.8.0", "",
                    "O(1)"),
                Sub("SET", -4, Common, Set, "Changes directives, all of those given or none.", "2.0.0",
                    "parameter value [parameter value ...]", "O(N) when N is the number of configuration parameters provided"),
            ],
        },
    ];

    private static SessionCommand Sub(
        string name, int arity, CommandFlags flags, SessionCommand.SessionHandler handler, string summary, string since, string arguments,
        string complexity) =>
        new(name, arity, flags, Keys.None, CommandGroup.Server, handler)
        {
            Mode = name == "RESETSTAT" ? SessionCommandMode.Leased : SessionCommandMode.Ordered,
            Docs = new(summary, since, complexity) { Arguments = arguments },
            Tips = name is "GET" or "HELP" ? [] : ["request_policy:all_nodes", "response_policy:all_succeeded"],
        };

    private static void Get(SessionContext c)
    {
        var patterns = new List<string>();
        for (int i = 2; i < c.ArgCount; i++)
            patterns.Add(c.Text(i));
        IReadOnlyList<KeyValuePair<string, string>> found = c.Node.Config.Get(patterns);
        c.Reply.Map(found.Count);
        foreach ((string name, string value) in found)
        {
            c.Reply.Bulk(name);
            c.Reply.Bulk(value);
        }
    }

    private static void Set(SessionContext c)
    {
        if (c.ArgCount % 2 != 0)
        {
            c.Reply.Error("ERR wrong number of arguments for 'config|set' command"u8);
            return;
        }
        var pairs = new List<KeyValuePair<string, string>>();
        for (int i = 2; i < c.ArgCount; i += 2)
            pairs.Add(new(c.Text(i), c.Text(i + 1)));
        if (c.Node.Config.TrySet(pairs, c.Session.Endpoints.IsLocal, out string error))
            c.Reply.Ok();
        else
            c.Reply.Error(error);
    }

    private static void Rewrite(SessionContext c)
    {
        if (c.Node.Config.TryRewrite(out string error))
            c.Reply.Ok();
        else
            c.Reply.Error(error);
    }

    private static void ResetStatistics(SessionContext c)
    {
        foreach (Keyspace.Shards.KeyspaceShard shard in c.Node.Keyspace.Shards)
            shard.Statistics.Reset();
        foreach (CoreLoop core in c.Node.Cores)
        {
            core.Statistics.Reset();
            core.LocalShard.Executor.Meter.Reset();
            core.Operations.Meter.Reset();
            (core.Transport as CombinedTransport)?.Meter.ResetGaps();
        }
        c.Node.Statistics.Reset();
        c.Reply.Ok();
    }
}
