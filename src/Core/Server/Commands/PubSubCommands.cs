using MtcpRedis.Core.Commands;
using MtcpRedis.Server.PubSub;

namespace MtcpRedis.Server.Commands;

/// <summary>Publish and subscribe.</summary>
internal static class PubSubCommands
{
    private const CommandFlags Listen = CommandFlags.PubSub | CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale;
    private const CommandFlags Say = CommandFlags.PubSub | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast
        | CommandFlags.MayReplicate;

    private static readonly KeySpec s_shardChannels = Keys.Range(1, -1, KeySpecFlags.NotKey);

    public static SessionCommand[] All { get; } =
    [
        Listener("SUBSCRIBE", -2, [], c => Subscribe(c, SubscriptionKind.Channel, "subscribe"u8), "Listens to channels.", "2.0.0",
            "channel [channel ...]", "O(N) where N is the number of channels to subscribe to."),
        Listener("UNSUBSCRIBE", -1, [], c => Unsubscribe(c, SubscriptionKind.Channel, "unsubscribe"u8), "Stops listening to channels.", "2.0.0",
            "[channel [channel ...]]", "O(N) where N is the number of channels to unsubscribe."),
        Listener("PSUBSCRIBE", -2, [], c => Subscribe(c, SubscriptionKind.Pattern, "psubscribe"u8), "Listens to channels that match patterns.",
            "2.0.0", "pattern [pattern ...]", "O(N) where N is the number of patterns to subscribe to."),
        Listener("PUNSUBSCRIBE", -1, [], c => Unsubscribe(c, SubscriptionKind.Pattern, "punsubscribe"u8),
            "Stops listening to channels that match patterns.", "2.0.0", "[pattern [pattern ...]]",
            "O(N) where N is the number of patterns to unsubscribe."),
        Listener("SSUBSCRIBE", -2, [s_shardChannels], c => Subscribe(c, SubscriptionKind.ShardChannel, "ssubscribe"u8),
            "Listens to shard channels.", "7.0.0", "shardchannel [shardchannel ...]",
            "O(N) where N is the number of shard channels to subscribe to."),
        Listener("SUNSUBSCRIBE", -1, [s_shardChannels], c => Unsubscribe(c, SubscriptionKind.ShardChannel, "sunsubscribe"u8),
            "Stops listening to shard channels.", "7.0.0", "[shardchannel [shardchannel ...]]",
            "O(N) where N is the number of shard channels to unsubscribe."),
        new("PUBLISH", 3, Say, Keys.None, CommandGroup.PubSub, Publish)
        {
            Mode = SessionCommandMode.Ordered,
            Docs = new("Sends a message to a channel.", "2.0.0",
                "O(N+M) where N is the number of clients subscribed to the receiving channel and M is the total number of subscribed patterns (by any client).")
            {
                Arguments = "channel message",
            },
        },
        new("SPUBLISH", 3, Say, [Keys.At(1, KeySpecFlags.NotKey)], CommandGroup.PubSub, PublishToShard)
        {
            Mode = SessionCommandMode.Ordered,
            Docs = new("Sends a message to a shard channel.", "7.0.0",
                "O(N) where N is the number of clients subscribed to the receiving shard channel.")
            {
                Arguments = "shardchannel message",
            },
        },
        new("PUBSUB", -2, CommandFlags.None, Keys.None, CommandGroup.PubSub, _ => throw new InvalidOperationException("PUBSUB runs by its subcommands."))
        {
            Docs = new("Commands that tell who listens to what.", "2.8.0", "Depends on subcommand."),
            Subcommands =
            [
                About("CHANNELS", -2, c => Channels(c, SubscriptionKind.Channel), "Lists the channels that have listeners.", "2.8.0", "[pattern]"),
                About("HELP", 2, c => HelpReply.Write(c.Reply, c.Command.Parent!), "Lists the subcommands.", "6.2.0", ""),
                About("NUMPAT", 2, c => c.Reply.Integer(c.Node.PubSub.PatternCount), "Counts the patterns that have listeners.", "2.8.0", ""),
                About("NUMSUB", -2, c => CountListeners(c, SubscriptionKind.Channel), "Counts the listeners of channels.", "2.8.0",
                    "[channel [channel ...]]"),
                About("SHARDCHANNELS", -2, c => Channels(c, SubscriptionKind.ShardChannel), "Lists the shard channels that have listeners.", "7.0.0",
                    "[pattern]"),
                About("SHARDNUMSUB", -2, c => CountListeners(c, SubscriptionKind.ShardChannel), "Counts the listeners of shard channels.", "7.0.0",
                    "[shardchannel [shardchannel ...]]"),
            ],
        },
    ];

    private static SessionCommand Listener(
        string name, int arity, KeySpec[] keys, SessionCommand.SessionHandler handler, string summary, string since, string arguments,
        string complexity) =>
        new(name, arity, Listen, keys, CommandGroup.PubSub, handler)
        {
            AllowedWhileSubscribed = true,
            Mode = SessionCommandMode.Ordered,
            Docs = new(summary, since, complexity) { Arguments = arguments },
        };

    private static SessionCommand About(
        string name, int arity, SessionCommand.SessionHandler handler, string summary, string since, string arguments) =>
        new(name, arity, name == "HELP" ? CommandFlags.Loading | CommandFlags.Stale : CommandFlags.PubSub | CommandFlags.Loading | CommandFlags.Stale,
            Keys.None, CommandGroup.PubSub, handler)
        {
            Mode = SessionCommandMode.Ordered,
            Docs = new(summary, since, name is "HELP" or "NUMPAT" ? "O(1)" : "O(N)") { Arguments = arguments },
        };

    private static void Subscribe(SessionContext c, SubscriptionKind kind, ReadOnlySpan<byte> word)
    {
        for (int i = 1; i < c.ArgCount; i++)
        {
            byte[] name = c.Arg(i).ToArray();
            c.Node.PubSub.Add(c.Session, kind, name);
            Confirm(c, word, name, kind);
        }
    }

    private static void Unsubscribe(SessionContext c, SubscriptionKind kind, ReadOnlySpan<byte> word)
    {
        if (c.ArgCount > 1)
        {
            for (int i = 1; i < c.ArgCount; i++)
            {
                byte[] name = c.Arg(i).ToArray();
                c.Node.PubSub.Remove(c.Session, kind, name);
                Confirm(c, word, name, kind);
            }
            return;
        }
        byte[][] all = c.Session.Subscriptions?.Of(kind).ToArray() ?? [];
        foreach (byte[] name in all)
        {
            c.Node.PubSub.Remove(c.Session, kind, name);
            Confirm(c, word, name, kind);
        }
        if (all.Length == 0)
            Confirm(c, word, null, kind);
    }

    private static void Confirm(SessionContext c, ReadOnlySpan<byte> word, byte[]? name, SubscriptionKind kind)
    {
        c.Reply.Push(3);
        c.Reply.Bulk(word);
        if (name is null)
            c.Reply.Null();
        else
            c.Reply.Bulk(name);
        c.Reply.Integer(c.Session.Subscriptions?.CountFor(kind) ?? 0);
    }

    private static void Publish(SessionContext c)
    {
        c.Node.Statistics.CountPublish();
        c.Reply.Integer(c.Node.PubSub.Publish(c.Core, c.Arg(1), c.Arg(2)));
    }

    private static void PublishToShard(SessionContext c)
    {
        c.Node.Statistics.CountPublish();
        c.Reply.Integer(c.Node.PubSub.PublishToShard(c.Core, c.Arg(1), c.Arg(2)));
    }

    private static void Channels(SessionContext c, SubscriptionKind kind)
    {
        if (c.ArgCount > 3)
        {
            c.Reply.Error($"ERR unknown subcommand or wrong number of arguments for '{c.Text(1)}'. Try PUBSUB HELP.");
            return;
        }
        List<byte[]> names = c.Node.PubSub.Names(kind, c.ArgCount == 3 ? c.Arg(2) : default);
        c.Reply.Array(names.Count);
        foreach (byte[] name in names)
            c.Reply.Bulk(name);
    }

    private static void CountListeners(SessionContext c, SubscriptionKind kind)
    {
        c.Reply.Array((c.ArgCount - 2) * 2);
        for (int i = 2; i < c.ArgCount; i++)
        {
            c.Reply.Bulk(c.Arg(i));
            c.Reply.Integer(c.Node.PubSub.CountListeners(kind, c.Arg(i)));
        }
    }
}
