using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.Conformance.Streams;
using MtcpRedis.TestKit;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Expiry: far away (compared with tolerance), in the past (gone at once), or in a moment (waited for). No DBSIZE: it counts keys that are due until a background cycle comes by.</summary>
public static class ExpiryFamily
{
    private const string Condition = "[NX|XX|GT|LT|NX XX|GT LT|NX GT|XX GT|BAD]";

    public static readonly Family Family = new(
        "expiry",
        [
            .. Population.All,
            Line($"EXPIRE %any %secs {Condition}", weight: 20),
            Line($"PEXPIRE %any %ms {Condition}", weight: 20),
            Line($"EXPIREAT %any %at {Condition}", weight: 20),
            Line($"PEXPIREAT %any %atms {Condition}", weight: 20),
            Line("TTL %any", Rules.Near(10), weight: 15),
            Line("PTTL %any", Rules.Near(10_000), weight: 15),
            Line("EXPIRETIME %any", Rules.Near(10), weight: 10),
            Line("PEXPIRETIME %any", Rules.Near(10_000), weight: 10),
            Line("PERSIST %any", weight: 10),
            Line("GETEX %str [EX %secs|PX %ms|EXAT %at|PXAT %atms|PERSIST]", weight: 10),
            Line("SET %str %small <[EX %secs|PX %ms|EXAT %at|PXAT %atms|KEEPTTL]>", weight: 15),
            Line("GETSET %str %small", weight: 3),
            Line("RENAME %any %any", weight: 6),
            Line("COPY %any %any <[DB %db] [REPLACE]>", weight: 6),
            Line("MOVE %any %db", weight: 3),
            Custom("PEXPIRE", 3, Soon),
        ]);

    /// <summary>A key that expires within a moment; nothing else happens until both sides report it gone.</summary>
    private static Step Soon(Gen g)
    {
        var key = Words.Make("any", g);
        RespCommand command = g.Next(3) switch
        {
            0 => new([Gen.Text("PEXPIRE"), key, Gen.Text(g.Between(1, 15))]),
            1 => new([Gen.Text("SET"), key, Gen.Text("v"), Gen.Text("PX"), Gen.Text(g.Between(1, 15))]),
            _ => new([Gen.Text("PSETEX"), key, Gen.Text(g.Between(1, 15)), Gen.Text("v")]),
        };
        return command.Name == "PEXPIRE"
            ? new Step(
                new Exchange(g.Client, new RespCommand([Gen.Text("SET"), key, Gen.Text("v")]), Rules.Exact),
                new Exchange(g.Client, command, Rules.Exact),
                new AwaitGone(g.Client, key))
            : new Step(new Exchange(g.Client, command, Rules.Exact), new AwaitGone(g.Client, key));
    }
}
