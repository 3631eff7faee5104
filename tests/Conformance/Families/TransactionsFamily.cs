using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.Conformance.Streams;
using MtcpRedis.TestKit;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Transactions over commands of the other families, with WATCH and a second connection that writes in between.</summary>
public static class TransactionsFamily
{
    private static readonly IReadOnlyList<Family> s_inner =
    [
        StringsFamily.Family, HashFamily.Family, ListFamily.Family, SetFamily.Family, SortedSetFamily.Family, GenericFamily.Family,
        ExpiryFamily.Family, BitmapFamily.Family,
    ];

    private static readonly Node s_blocking = TemplateParser.Parse(
        "(BLPOP {1,2 %list} 0|BRPOPLPUSH %list %list 0|BLMOVE %list %list LEFT RIGHT 0|BZPOPMIN %zset 0|BLMPOP 0 #{1,2 %list} LEFT)");

    private static readonly RespCommand s_multi = new("MULTI");
    private static readonly RespCommand s_exec = new("EXEC");

    public static readonly Family Family = new(
        "transactions",
        [
            .. Population.All,
            Custom("MULTI", 40, g => Transaction(g, [])),
            Custom("WATCH", 40, Watched),
            Line("EXEC", weight: 1, plain: false),
            Line("DISCARD", weight: 1, plain: false),
            Line("UNWATCH", weight: 1, plain: false),
            Line("WATCH", weight: 1, spoil: false, plain: false),
        ]);

    /// <summary>A single command that may be queued, from any of the data families.</summary>
    public static Exchange PlainCommand(Gen g)
    {
        while (true)
        {
            var step = g.Pick(s_inner).Next(g, _ => true);
            if (step.IsPlain)
            {
                return (Exchange)step.Actions[0];
            }
        }
    }

    private static Step Watched(Gen g)
    {
        var watch = Production.Command(g, TemplateParser.Parse("WATCH {1,3 %any}"), spoil: false);
        var before = new List<StreamAction> { new Exchange(g.Client, watch, Rules.Exact) };
        var watcher = g.Client;
        g.Client = g.Chance(0.75) ? watcher + 1 : watcher;
        for (var i = g.Next(3); i > 0; i--)
        {
            before.Add(PlainCommand(g));
        }

        g.Client = watcher;
        if (g.Chance(0.1))
        {
            before.Add(new Exchange(g.Client, new RespCommand("UNWATCH"), Rules.Exact));
        }

        return Transaction(g, before);
    }

    private static Step Transaction(Gen g, IReadOnlyList<StreamAction> before)
    {
        var queued = new List<Exchange>();
        for (var i = g.Between(0, 6); i > 0; i--)
        {
            queued.Add(g.Chance(0.05) ? Blocking(g) : PlainCommand(g));
        }

        var refused = g.Chance(0.05) ? new Exchange(g.Client, new RespCommand(g.Pick("MULTI", "WATCH a").Split(' ')), Rules.Exact) : null;
        var end = g.Chance(0.92) ? s_exec : new RespCommand("DISCARD");
        return Build(g.Client, before, queued, refused, end);
    }

    /// <summary>Blocking commands do not wait inside a transaction.</summary>
    private static Exchange Blocking(Gen g) => new(
        g.Client,
        Production.Command(g, s_blocking, spoil: false),
        Rules.Exact);

    private static Step Build(
        int client,
        IReadOnlyList<StreamAction> before,
        IReadOnlyList<Exchange> queued,
        Exchange? refused,
        RespCommand end)
    {
        var actions = new List<StreamAction>(before) { new Exchange(client, s_multi, Rules.Exact) };
        actions.AddRange(queued.Select(q => new Exchange(client, q.Command, Rules.Exact)));
        if (refused is not null)
        {
            actions.Add(refused);
        }

        var rule = end == s_exec ? Rules.Each([.. queued.Select(q => (q.Command, q.Rule))]) : Rules.Exact;
        actions.Add(new Exchange(client, end, rule));
        return new Step([.. actions]) { Smaller = () => SmallerForms(client, before, queued, refused, end) };
    }

    private static IEnumerable<Step> SmallerForms(
        int client, IReadOnlyList<StreamAction> before, IReadOnlyList<Exchange> queued, Exchange? refused, RespCommand end)
    {
        for (var i = 0; i < queued.Count; i++)
        {
            yield return Build(client, before, [.. queued.Where((_, n) => n != i)], refused, end);
        }

        for (var i = 0; i < before.Count; i++)
        {
            yield return Build(client, [.. before.Where((_, n) => n != i)], queued, refused, end);
        }

        if (refused is not null)
        {
            yield return Build(client, before, queued, null, end);
        }
    }
}
