using MtcpRedis.Conformance.Grammar;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.Conformance.Streams;
using MtcpRedis.TestKit;
using static MtcpRedis.Conformance.Grammar.Production;

namespace MtcpRedis.Conformance.Families;

/// <summary>Commands about the connection itself, and inline commands.</summary>
public static class ConnectionFamily
{
    private static readonly string[] s_inline =
    [
        "PING", "  ping  ", "ECHO \"a b\"", "ECHO 'a b'", "ECHO \"\\x41\\n\\t\\\"\"", "ECHO 'it\\'s'", "SET str:1 \"\"", "GET str:1", "get\tstr:1", "ECHO a\"b\"",
        "NOSUCH a b", "ECHO \"\\xzz\\q\"", "SET str:1 'x y z'", "DEL str:1 str:2",
    ];

    public static readonly Family Family = new(
        "connection",
        [
            Line("PING [%small]", weight: 10),
            Line("PING a b", weight: 1),
            Line("ECHO %val", weight: 10),
            Line("SELECT %db", weight: 8),
            Line("SELECT 0", weight: 8),
            Line("SET %str %small", weight: 8),
            Line("GET %str", weight: 8),
            Line("CLIENT GETNAME", weight: 8),
            Line("CLIENT SETNAME (a|name|%small)", weight: 8),
            Line("CLIENT ID", Rules.SameType, weight: 4),
            Line("CLIENT INFO", Rules.SameType, weight: 4, spoil: false),
            Line("CLIENT LIST [TYPE normal|TYPE pubsub]", Rules.SameType, weight: 4, spoil: false),
            Line("CLIENT LIST (TYPE nosuch|TYPE|ID|ID abc|NOSUCH|ID 0)", weight: 2, spoil: false),
            Line(
                "CLIENT KILL (127.0.0.1:1|ID 0|ID abc|TYPE nosuch|LADDR 1.2.3.4:5|USER nosuch|SKIPME maybe|NOSUCH x)",
                weight: 3,
                spoil: false),
            Line("CLIENT KILL (ID 9223372036854775807|ADDR 1.2.3.4:1|SKIPME yes ID 9223372036854775807)", weight: 2, spoil: false),
            Line("CLIENT NO-EVICT (ON|OFF|maybe)", weight: 3, spoil: false),
            Line("CLIENT UNBLOCK (9223372036854775807|abc|0) [TIMEOUT|ERROR|NOSUCH]", weight: 3, spoil: false),
            Line("CLIENT PAUSE (0|abc|-1) [ALL|WRITE|NOSUCH]", weight: 2, spoil: false),
            Line("CLIENT UNPAUSE", weight: 2, spoil: false),
            Line("CLIENT REPLY (ON|maybe)", weight: 2, spoil: false),
            Line("CLIENT (NOSUCH|HELP x|GETNAME x|ID x)", weight: 2, spoil: false),
            Line("CLIENT", weight: 1, spoil: false),
            Line("CLIENT HELP", Rules.SameType, weight: 1, spoil: false),
            Line("HELLO (abc|1|4|2 AUTH|3 SETNAME|2 NOSUCH)", weight: 3, spoil: false),
            Line("HELLO 3 AUTH nosuch user", weight: 1, spoil: false),
            Custom("HELLO", 4, SwitchProtocol),
            Line("AUTH (%small|nosuch %small|default %small|a b c)", weight: 3, spoil: false),
            Line("RESET", weight: 2, spoil: false, plain: false),
            Custom("QUIT", 1, Quit),
            Custom("CLIENT", 2, Silence),
            Custom("(inline)", 12, g => new Step(new RawExchange(g.Client, g.Pick(s_inline) + g.Pick("\r\n", "\n")))),
            Custom("(inline)", 2, g => new Step(new RawExchange(g.Client, "\r\n\r\n\n" + g.Pick(s_inline) + "\r\n"))),
            Line("TIME", Rules.Shape, weight: 2),
        ]);

    private static Step SwitchProtocol(Gen g) =>
        new(new Exchange(g.Client, new RespCommand(g.Pick("HELLO 2", "HELLO 3", "HELLO 3 SETNAME me", "HELLO").Split(' ')), HelloRule));

    /// <summary>Names and values of the fields, without version and id, which differ by nature.</summary>
    private static readonly ReplyRule HelloRule = new("hello", input =>
    {
        if (input.Expected.Type != input.Actual.Type || input.Expected.Items.Length != input.Actual.Items.Length)
        {
            return "type or number of fields differ";
        }

        return Rules.Exact.Compare(input with { Expected = Blank(input.Expected), Actual = Blank(input.Actual) });
    });

    private static RespValue Blank(RespValue hello) => RespValue.Aggregate(
        hello.Type,
        [.. hello.Items.Select((v, i) => i % 2 == 1 && hello.Items[i - 1].Text is "version" or "id" ? RespValue.Scalar(v.Type, []) : v)]);

    private static Step Quit(Gen g) => new(new Exchange(g.Client, new RespCommand("QUIT"), Rules.Exact), new AwaitClosed(g.Client, "QUIT"));

    /// <summary>CLIENT REPLY SKIP and OFF: the commands that follow are done but not answered.</summary>
    private static Step Silence(Gen g) => g.Chance(0.5)
        ? new Step(
            new SendOnly(g.Client, new RespCommand("CLIENT", "REPLY", "SKIP")),
            new SendOnly(g.Client, new RespCommand("SET", "str:1", "silent")),
            new Exchange(g.Client, new RespCommand("GET", "str:1"), Rules.Exact))
        : new Step(
            new SendOnly(g.Client, new RespCommand("CLIENT", "REPLY", "OFF")),
            new SendOnly(g.Client, new RespCommand("SET", "str:2", "silent")),
            new SendOnly(g.Client, new RespCommand("NOSUCH")),
            new Exchange(g.Client, new RespCommand("CLIENT", "REPLY", "ON"), Rules.Exact),
            new Exchange(g.Client, new RespCommand("GET", "str:2"), Rules.Exact));
}
