using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.Conformance.Streams;
using MtcpRedis.TestKit;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Blocking commands: one or two connections wait, another makes what they wait for appear in every possible way.</summary>
public static class BlockingFamily
{
    private const int FirstWaiter = 5;
    private const int SecondWaiter = 6;

    private static readonly Node s_listWait = TemplateParser.Parse(
        "(BLPOP {1,3 %bl} 0|BRPOP {1,3 %bl} 0|BLMOVE %bl %bl (LEFT|RIGHT) (LEFT|RIGHT) 0|BRPOPLPUSH %bl %bl 0"
        + "|BLMPOP 0 #{1,2 %bl} (LEFT|RIGHT) [COUNT 2])");

    private static readonly Node s_zsetWait = TemplateParser.Parse(
        "(BZPOPMIN {1,3 %bz} 0|BZPOPMAX {1,3 %bz} 0|BZMPOP 0 #{1,2 %bz} (MIN|MAX) [COUNT 2])");

    private static readonly Node s_listWake = TemplateParser.Parse(
        "(RPUSH %bl {1,3 %small}|LPUSH %bl {1,3 %small}|RPUSHX %bl x|RENAME source %bl|COPY source %bl [REPLACE]"
        + "|LMOVE source %bl LEFT RIGHT"
        + "|SORT source ALPHA STORE %bl|RPOPLPUSH source %bl|DEL %bl|MOVE source 1)");

    private static readonly Node s_zsetWake = TemplateParser.Parse(
        "(ZADD %bz 1 a|ZADD %bz 3 c 2 b 1 a|ZINCRBY %bz 1 m|RENAME zsource %bz|COPY zsource %bz"
        + "|ZUNIONSTORE %bz 1 zsource|ZRANGESTORE %bz zsource 0 1"
        + "|GEOADD %bz 1 1 p|DEL %bz)");

    /// <summary>
    /// A key of another type wakes nobody. Only for waits on one key: of several, 7.2 finds the one of the wrong type when another becomes
    /// ready and it runs the command again, where 7.0 serves the ready one.
    /// </summary>
    private static readonly Node s_wrongType = TemplateParser.Parse("(SET %bl x|SADD %bl x|SET %bz x|LPUSH %bz x|HSET %bl f v)");

    private static readonly Node s_listWaitOne = TemplateParser.Parse("(BLPOP %bl 0|BRPOP %bl 0|BLMPOP 0 1 %bl LEFT)");
    private static readonly Node s_zsetWaitOne = TemplateParser.Parse("(BZPOPMIN %bz 0|BZPOPMAX %bz 0|BZMPOP 0 1 %bz MAX)");

    public static readonly Family Family = new(
        "blocking",
        [
            Line("RPUSH %bl {1,3 %small}", weight: 10, spoil: false),
            Line("ZADD %bz {1,3 %score %member}", weight: 10, spoil: false),
            Line("DEL {1,3 %bl}", weight: 6, spoil: false),
            Line("DEL {1,3 %bz}", weight: 6, spoil: false),
            Line("LRANGE %bl 0 -1", weight: 4, spoil: false),
            Line("(BLPOP|BRPOP) {1,3 %bl} 0.01", weight: 4, spoil: false),
            Line("(BZPOPMIN|BZPOPMAX) {1,3 %bz} 0.01", weight: 3, spoil: false),
            Line("BLMOVE %bl %bl LEFT (LEFT|RIGHT|UP) 0.01", weight: 3, spoil: false),
            Line("BRPOPLPUSH %bl %bl 0.01", weight: 2, spoil: false),
            Line("BLMPOP 0.01 #{1,3 %bl} (LEFT|RIGHT) [COUNT 2|COUNT 0]", weight: 3, spoil: false),
            Line("BZMPOP 0.01 #{1,3 %bz} (MIN|MAX|MID) [COUNT 2|COUNT abc]", weight: 3, spoil: false),
            Line("(BLPOP|BRPOP|BZPOPMIN) %bl (abc|-1|-0.5|1e400|9223372036854775807)", weight: 3, spoil: false),
            Line("BLPOP %str 0.01", weight: 1, spoil: false),
            Custom("BLPOP", 12, g => Wait(g, s_listWait, s_listWake, "bl", waiters: 1)),
            Custom("BLPOP", 8, g => Wait(g, s_listWait, s_listWake, "bl", waiters: 2)),
            Custom("BZPOPMIN", 8, g => Wait(g, s_zsetWait, s_zsetWake, "bz", waiters: 1)),
            Custom("BZPOPMIN", 5, g => Wait(g, s_zsetWait, s_zsetWake, "bz", waiters: 2)),
            Custom("BLPOP", 4, g => Wait(g, s_listWaitOne, s_wrongType, "bl", waiters: 2)),
            Custom("BZPOPMIN", 4, g => Wait(g, s_zsetWaitOne, s_wrongType, "bz", waiters: 2)),
            Custom("CLIENT UNBLOCK", 5, Unblock),
        ]);

    private static Step Wait(Gen g, Node wait, Node wake, string kind, int waiters)
    {
        var commands = Enumerable.Range(0, waiters).Select(_ => Production.Command(g, wait, spoil: false)).ToList();
        var wakes = Enumerable.Range(0, g.Between(1, 3)).Select(_ => Production.Command(g, wake, spoil: false)).ToList();
        return Build(g.Client, kind, commands, wakes, inTransaction: g.Chance(0.2));
    }

    private static Step Build(
        int client,
        string kind,
        IReadOnlyList<RespCommand> waits,
        IReadOnlyList<RespCommand> wakes,
        bool inTransaction)
    {
        var actions = new List<StreamAction>
        {
            new Settle(client),
            Do(client, "SELECT 0"),
            Do(client, $"DEL {kind}:1 {kind}:2 {kind}:3 source zsource"),
            Do(client, "RPUSH source s1 s2"),
            Do(client, "ZADD zsource 1 z1 2 z2"),
        };
        for (var i = 0; i < waits.Count; i++)
        {
            actions.Add(new SendOnly(FirstWaiter + i, waits[i]));
            actions.Add(new AwaitBlocked(client, i + 1, waits[i]));
        }

        AddWakes(actions, client, wakes, inTransaction);
        AddRescue(actions, client, kind);
        actions.AddRange(waits.Select((w, i) => new ReceiveReply(FirstWaiter + i, w, Rules.Exact)));
        return new Step([.. actions]) { Smaller = () => Smaller(client, kind, waits, wakes, inTransaction) };
    }

    /// <summary>
    /// In a transaction only the first command is used: several keys that become ready at once are served in an order that changed
    /// between versions.
    /// </summary>
    private static void AddWakes(List<StreamAction> actions, int client, IReadOnlyList<RespCommand> wakes, bool inTransaction)
    {
        if (inTransaction)
        {
            actions.Add(Do(client, "MULTI"));
            actions.Add(new Exchange(client, wakes[0], Rules.Exact));
            actions.Add(Do(client, "EXEC"));
            actions.Add(new Settle(client));
            return;
        }

        foreach (var wake in wakes)
        {
            actions.Add(new Exchange(client, wake, Rules.Exact));
            actions.Add(new Settle(client));
        }
    }

    /// <summary>Whatever happened before, afterwards nobody waits any more.</summary>
    private static void AddRescue(List<StreamAction> actions, int client, string kind)
    {
        for (var key = 1; key <= 3; key++)
        {
            actions.Add(Do(client, $"DEL {kind}:{key}"));
            actions.Add(new Settle(client));
            actions.Add(Do(client, kind == "bl" ? $"RPUSH {kind}:{key} r1 r2 r3 r4 r5" : $"ZADD {kind}:{key} 1 r1 2 r2 3 r3 4 r4 5 r5"));
            actions.Add(new Settle(client));
        }
    }

    private static IEnumerable<Step> Smaller(
        int client,
        string kind,
        IReadOnlyList<RespCommand> waits,
        IReadOnlyList<RespCommand> wakes,
        bool inTransaction)
    {
        if (waits.Count > 1)
        {
            yield return Build(client, kind, [waits[0]], wakes, inTransaction);
            yield return Build(client, kind, [waits[1]], wakes, inTransaction);
        }

        if (wakes.Count > 1)
        {
            for (var i = 0; i < wakes.Count; i++)
            {
                yield return Build(client, kind, waits, [.. wakes.Where((_, n) => n != i)], inTransaction);
            }
        }

        if (inTransaction)
        {
            yield return Build(client, kind, waits, [wakes[0]], inTransaction: false);
        }
    }

    private static Step Unblock(Gen g)
    {
        var command = Production.Command(g, g.Chance(0.5) ? s_listWait : s_zsetWait, spoil: false);
        return new Step(
            Do(g.Client, "SELECT 0"),
            Do(g.Client, "DEL bl:1 bl:2 bl:3 bz:1 bz:2 bz:3"),
            new LearnId(SecondWaiter),
            new SendOnly(SecondWaiter, command),
            new AwaitBlocked(g.Client, 1, command),
            new UnblockClient(g.Client, SecondWaiter, g.Pick(null, "TIMEOUT", "ERROR", "error", "NOSUCH")),
            new UnblockClient(g.Client, SecondWaiter, null),
            new ReceiveReply(SecondWaiter, command, Rules.Exact));
    }

    private static Exchange Do(int client, string line) => new(client, RespCommand.Parse(line), Rules.Exact);
}
