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

    public static readonly Family Family = new(
        "notifications",
        [
            Custom("notification", 40, Observed),
            Line("CONFIG SET notify-keyspace-events (KEA|KEAm|KEAmn|Kg$|Elsh|Kz|AKE|KEd)", weight: 1, spoil: false),
        ])
    {
        Prologue =
        [
            _ => new Step(new Exchange(0, new RespCommand("CONFIG", "SET", "notify-keyspace-events", "KEA"), Rules.Exact)),
            _ => new Step(new CollectFrames(Listener, new RespCommand("PSUBSCRIBE", "__key*@*__:*"), Rules.Exact)),
        ],
    };

    private static Step Observed(Gen g)
    {
        var commands = Enumerable.Range(0, g.Between(1, 6)).Select(_ => TransactionsFamily.PlainCommand(g)).ToList();
        return Build(commands);
    }

    private static Step Build(IReadOnlyList<Exchange> commands) =>
        new([.. commands, new CollectFrames(Listener, null, Rules.Exact)])
        {
            Smaller = () => Enumerable.Range(0, commands.Count).Select(i => Build([.. commands.Where((_, n) => n != i)])),
        };
}
