using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.Conformance.Streams;
using MtcpRedis.TestKit;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Channels, patterns and shard channels: two connections subscribe, others publish.</summary>
public static class PubSubFamily
{
    private const int FirstSubscriber = 8;
    private const int SecondSubscriber = 9;

    private static readonly Node s_subscribe = TemplateParser.Parse(
        "(SUBSCRIBE {1,3 %channel}|PSUBSCRIBE {1,2 %chpattern}|SSUBSCRIBE {1,2 %channel})");
    private static readonly Node s_unsubscribe = TemplateParser.Parse(
        "(UNSUBSCRIBE {1,3 %channel}|PUNSUBSCRIBE {1,2 %chpattern}|SUNSUBSCRIBE {1,2 %channel})");

    /// <summary>Mostly refused to a subscriber that speaks RESP2.</summary>
    private static readonly string[] s_others = ["GET a", "SET a 1", "CLIENT GETNAME", "PING", "PING x", "NOSUCH", "MULTI x"];

    /// <summary>Leaving all channels names them in no particular order, but counts down one by one.</summary>
    private static readonly ReplyRule s_leaveAll = new("channels in any order", input =>
        Rules.Unordered.Compare(input with { Expected = Channels(input.Expected), Actual = Channels(input.Actual) })
        ?? Rules.Exact.Compare(input with { Expected = Counts(input.Expected), Actual = Counts(input.Actual) }));

    public static readonly Family Family = new(
        "pubsub",
        [
            Custom("SUBSCRIBE", 25, g => Collect(g, Production.Command(g, s_subscribe, spoil: false), Rules.Exact)),
            Custom("UNSUBSCRIBE", 12, g => Collect(g, Production.Command(g, s_unsubscribe, spoil: false), Rules.Exact)),
            Custom("UNSUBSCRIBE", 4, g => Collect(g, new RespCommand(g.Pick("UNSUBSCRIBE", "PUNSUBSCRIBE", "SUNSUBSCRIBE")), s_leaveAll)),
            Custom("PUBLISH", 40, Publish),
            Custom(
                "SUBSCRIBE",
                3,
                g => new Step(new Exchange(Subscriber(g), new RespCommand(g.Pick("SUBSCRIBE", "PSUBSCRIBE", "SSUBSCRIBE")), Rules.Exact))),
            Custom("GET", 6, g => new Step(new Exchange(Subscriber(g), RespCommand.Parse(g.Pick(s_others)), Rules.Exact))),
            Custom("RESET", 1, g => new Step(new Exchange(Subscriber(g), new RespCommand("RESET"), Rules.Exact))),
            Line("PUBSUB CHANNELS [%chpattern]", Rules.Unordered, weight: 10, spoil: false),
            Line("PUBSUB SHARDCHANNELS [%chpattern]", Rules.Unordered, weight: 6, spoil: false),
            Line("PUBSUB NUMSUB {0,3 %channel}", weight: 8, spoil: false),
            Line("PUBSUB SHARDNUMSUB {0,3 %channel}", weight: 5, spoil: false),
            Line("PUBSUB NUMPAT", weight: 6, spoil: false),
            Line("PUBSUB (NOSUCH|NUMPAT x|CHANNELS a b)", weight: 2, spoil: false),
            Line("PUBSUB HELP", Rules.SameType, weight: 1, spoil: false),
            Line("(PUBLISH|SPUBLISH) %channel", weight: 1, spoil: false),
        ]);

    private static int Subscriber(Gen g) => g.Pick(FirstSubscriber, SecondSubscriber);

    private static Step Collect(Gen g, RespCommand command, ReplyRule rule) => new(new CollectFrames(Subscriber(g), command, rule));

    /// <summary>With several matching patterns the order of the copies is free.</summary>
    private static Step Publish(Gen g) => new(
        new Exchange(g.Client, Production.Command(g, TemplateParser.Parse("(PUBLISH|SPUBLISH) %channel %val"), spoil: false), Rules.Exact),
        new CollectFrames(FirstSubscriber, null, Rules.Unordered),
        new CollectFrames(SecondSubscriber, null, Rules.Unordered));

    private static RespValue Channels(RespValue frames) =>
        RespValue.Array([.. frames.Items.Select(f => f.Items.Length == 3 ? RespValue.Array(f.Items[0], f.Items[1]) : f)]);

    private static RespValue Counts(RespValue frames) =>
        RespValue.Array([.. frames.Items.Select(f => f.Items.Length == 3 ? f.Items[2] : f)]);
}
