using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.Conformance.Streams;
using MtcpRedis.TestKit;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Keyspace notifications: which events a command causes, and in which order.</summary>
public static class NotificationsFamily
{
    private const int Listener = 7;

    private static readonly ReplyRule s_orderPerKey = new(
        "the same order for each key", i => Rules.Exact.Compare(i with { Expected = ByKey(i.Expected), Actual = ByKey(i.Actual) }));

    public static readonly Family Family = new(
        "notifications",
        [
            Custom("notification", 40, Observed),
            Line("CONFIG SET notify-keyspace-events %events", weight: 1, spoil: false),
        ])
    {
        Prologue =
        [
            _ => new Step(new Exchange(0, new RespCommand("CONFIG", "SET", "notify-keyspace-events", "KEA"), Rules.Exact)),
            _ => new Step(new CollectFrames(Listener, new RespCommand("PSUBSCRIBE", "__key*@*__:*"), Rules.Exact)),
        ],
    };

    /// <summary>Either one after the other, where the order counts, or pipelined, where it counts for each key.</summary>
    private static Step Observed(Gen g)
    {
        var commands = Enumerable.Range(0, g.Between(1, 6)).Select(_ => TransactionsFamily.PlainCommand(g)).ToList();
        return Build(commands, pipelined: g.Chance(0.5));
    }

    private static Step Build(IReadOnlyList<Exchange> commands, bool pipelined)
    {
        var actions = commands.SelectMany(c => pipelined ? (StreamAction[])[c] : [c, new Settle(c.Client)]);
        return new Step([.. actions, new CollectFrames(Listener, null, pipelined ? s_orderPerKey : Rules.Exact)])
        {
            Smaller = () => Enumerable.Range(0, commands.Count).Select(i => Build([.. commands.Where((_, n) => n != i)], pipelined)),
        };
    }

    private static RespValue ByKey(RespValue frames) => RespValue.Array(
        [.. frames.Items.GroupBy(Key).OrderBy(g => g.Key, StringComparer.Ordinal).Select(g => RespValue.Array([.. g]))]);

    /// <summary>The key of a message: the end of the channel for keyspace events, the content for keyevent events.</summary>
    private static string Key(RespValue frame)
    {
        const string keyspace = "__keyspace@";
        var (channel, content) = (frame.Items[2].Text, frame.Items[3].Text);
        return channel.StartsWith(keyspace, StringComparison.Ordinal) ? channel[(channel.IndexOf(':', StringComparison.Ordinal) + 1)..] : content;
    }
}
