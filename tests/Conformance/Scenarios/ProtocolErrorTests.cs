using System.Text;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>Bytes that are no proper protocol: the answer and the end of the connection are the same as a real Redis', byte by byte.</summary>
[Trait("Family", "scenarios")]
public sealed class ProtocolErrorTests(OneCorePair pair) : IClassFixture<OneCorePair>
{
    /// <summary>Sent after every input: where the server still listens, it says OK and closes.</summary>
    private const string End = "QUIT\r\n";

    private const string ServedOn = "+OK\r\n";

    private readonly ServerProcess _reference = pair.Servers.Reference;
    private readonly ServerProcess _subject = pair.Servers.Subject;

    public static TheoryData<string> Inputs =>
    [
        "*1\r\n+PING\r\n", "*1\r\nPING\r\n", "*1\r\n:4\r\n", "*1\r\n*1\r\n$4\r\nPING\r\n", "*a\r\n", "*-1\r\n", "*0\r\n", "*-5\r\n",
        "*\r\n", "*1 \r\n$4\r\nPING\r\n", "*1\r\n$a\r\n", "*1\r\n$-1\r\n", "*1\r\n$\r\n", "*1\r\n$4 \r\nPING\r\n",
        "*1\r\n$00004\r\nPING\r\n", "*01\r\n$4\r\nPING\r\n", "*+1\r\n$4\r\nPING\r\n", "*1\r\n$536870913\r\n",
        "*1\r\n$9223372036854775807\r\n", "*1\r\n$9223372036854775808\r\n", "*1\r\n$-9223372036854775808\r\n", "*1048577\r\n",
        "*2147483648\r\n", "*9223372036854775807\r\n", "*9223372036854775808\r\n", "*1\r\n$4\r\nPINGxx",
        "*1\r\n$4\r\nPINGxx*1\r\n$4\r\nPING\r\n", "*1\n$4\nPING\n", "*1\r\n$4\r\nPING\r\n*x\r\n", "\r\n", "\n", "   \r\n", "PING\r\n",
        "PING\n", "ping \"unbalanced\r\n", "ping 'unbalanced\r\n", "ping \"a\"b\r\n", "ping 'a'b\r\n", "ping \"\\x4\"\r\n",
        "SET k \"v\" extra\"\r\n", "$4\r\nPING\r\n", "+PING\r\n", "-ERR\r\n", ":1\r\n", "%1\r\n", "~1\r\n", "*1\r\n$0\r\n\r\n",
        "*2\r\n$0\r\n\r\n$0\r\n\r\n", "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$-1\r\n", "*1\r\n$4\r\nQUIT\r\n", "QUIT\r\nPING\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\n\r\n", "host: x\r\n", "post\r\n", "HOST:\r\n", "*1\r\n$4\r\nPOST\r\n",
        "*2\r\n$5\r\nhost:\r\n$1\r\nx\r\n",
    ];

    [Theory]
    [MemberData(nameof(Inputs))]
    public void BadBytes_SentWhole_AreAnsweredAsByRedis(string input) =>
        AssertSame(_reference, _subject, input);

    [Theory]
    [MemberData(nameof(Inputs))]
    public void BadBytes_SentByteByByte_AreAnsweredAsByRedis(string input) =>
        AssertSame(_reference, _subject, input, chunk: 1);

    [Fact]
    public void InlineRequest_LongerThan64KiBWithoutAnEnd_IsRefusedAsByRedis()
        => AssertSame(_reference, _subject, new string('a', 70_000), end: "");

    /// <summary>A browser tricked into sending commands gets the connection closed before any of them runs.</summary>
    [Theory]
    [InlineData("POST / HTTP/1.1\r\nSET hacked 1\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: localhost\r\nSET hacked 1\r\n")]
    public void HttpRequest_CarryingCommands_IsCutOffBeforeThem(string input)
    {
        Assert.DoesNotContain(ServedOn, Answer(_subject, Encoding.Latin1.GetBytes(input + End), int.MaxValue), StringComparison.Ordinal);
        using var client = _subject.Connect();
        Assert.Equal(0, client.Must("EXISTS", "hacked").AsInteger);
    }

    [Theory]
    [InlineData("*")]
    [InlineData("*1\r\n$")]
    public void LengthLine_WithoutAnEnd_IsRefusedAsByRedis(string start)
        => AssertSame(_reference, _subject, start + new string('1', 70_000), end: "");

    [Theory]
    [InlineData("*11\r\n")]
    [InlineData("*2\r\n$16385\r\n")]
    [InlineData("*1\r\n$3\r\nGET\r\n")]
    [InlineData("PING\r\n")]
    [InlineData("*3\r\n$4\r\nAUTH\r\n$7\r\ndefault\r\n$6\r\nsecret\r\nPING\r\n")]
    [InlineData("*2\r\n$4\r\nAUTH\r\n$5\r\nwrong\r\n")]
    [InlineData("HELLO 3\r\n")]
    [InlineData("HELLO 3 AUTH default wrong\r\n")]
    [InlineData("QUIT\r\n")]
    [InlineData("RESET\r\n")]
    public void BeforeAuthentication_AnyRequest_IsAnsweredAsByRedis(string input)
    {
        using var reference = new RedisServerProcess("--requirepass", "secret");
        using var subject = Subject.Start(1, "--requirepass", "secret");
        AssertSame(reference, subject, input);
    }

    private static void AssertSame(ServerProcess reference, ServerProcess subject, string input, int chunk = int.MaxValue, string end = End)
    {
        var bytes = Encoding.Latin1.GetBytes(input + end);
        var expected = Answer(reference, bytes, chunk);
        var newer = expected.Replace(KnownDifferences.HelloAuth.Older, KnownDifferences.HelloAuth.Newer, StringComparison.Ordinal);
        Assert.Equal(subject is MtcpRedisProcess ? newer : expected, Answer(subject, bytes, chunk));
    }

    /// <summary>All that comes back until the connection ends.</summary>
    private static string Answer(ServerProcess server, byte[] input, int chunk)
    {
        using var client = server.Connect();
        client.Timeout = TimeSpan.FromSeconds(10);
        try
        {
            for (var i = 0; i < input.Length; i += Math.Min(chunk, input.Length - i))
            {
                client.SendRaw(input.AsSpan(i, Math.Min(chunk, input.Length - i)));
            }
        }
        catch (RespConnectionClosedException)
        {
            // The server may close before it has seen everything; what it said before still counts.
        }

        return Encoding.Latin1.GetString(client.ReceiveUntilClosed());
    }
}
