using System.Text;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>Bytes that are no proper protocol: the answer and the end of the connection are the same as a real Redis', byte by byte.</summary>
[Trait("Family", "scenarios")]
public sealed class ProtocolErrorTests : IDisposable
{
    private const string End = "PING the-end\r\n";
    private const string EndReply = "$7\r\nthe-end\r\n";

    private readonly RedisServerProcess _reference = new();
    private readonly ServerProcess _subject = Subject.Start(cores: 1);

    public static TheoryData<string> Inputs =>
    [
        "*1\r\n+PING\r\n", "*1\r\nPING\r\n", "*1\r\n:4\r\n", "*1\r\n*1\r\n$4\r\nPING\r\n", "*a\r\n", "*-1\r\n", "*0\r\n", "*-5\r\n", "*\r\n", "*1 \r\n$4\r\nPING\r\n",
        "*1\r\n$a\r\n", "*1\r\n$-1\r\n", "*1\r\n$\r\n", "*1\r\n$4 \r\nPING\r\n", "*1\r\n$00004\r\nPING\r\n", "*01\r\n$4\r\nPING\r\n", "*+1\r\n$4\r\nPING\r\n",
        "*1\r\n$536870913\r\n", "*1\r\n$9223372036854775807\r\n", "*1\r\n$9223372036854775808\r\n", "*1\r\n$-9223372036854775808\r\n",
        "*1048577\r\n", "*2147483648\r\n", "*9223372036854775807\r\n", "*9223372036854775808\r\n", "*1\r\n$4\r\nPINGxx", "*1\r\n$4\r\nPINGxx*1\r\n$4\r\nPING\r\n",
        "*1\n$4\nPING\n", "*1\r\n$4\r\nPING\r\n*x\r\n", "\r\n", "\n", "   \r\n", "PING\r\n", "PING\n", "ping \"unbalanced\r\n", "ping 'unbalanced\r\n", "ping \"a\"b\r\n",
        "ping 'a'b\r\n", "ping \"\\x4\"\r\n", "SET k \"v\" extra\"\r\n", "\0\r\n", "GET\0k\r\n", "$4\r\nPING\r\n", "+PING\r\n", "-ERR\r\n", ":1\r\n", "%1\r\n", "~1\r\n",
        "*1\r\n$0\r\n\r\n", "*2\r\n$0\r\n\r\n$0\r\n\r\n", "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$-1\r\n", "*1\r\n$4\r\nQUIT\r\n", "QUIT\r\nPING\r\n",
        "POST / HTTP/1.1\r\nHost: a\r\n\r\n", "GET / HTTP/1.1\r\nHost: a\r\n\r\n", "host: x\r\n", "post\r\n",
    ];

    public void Dispose()
    {
        _subject.Dispose();
        _reference.Dispose();
    }

    [Theory]
    [MemberData(nameof(Inputs))]
    public void BadBytes_SentWhole_AreAnsweredAsByRedis(string input) =>
        Assert.Equal(Answer(_reference, Encoding.Latin1.GetBytes(input), int.MaxValue), Answer(_subject, Encoding.Latin1.GetBytes(input), int.MaxValue));

    [Theory]
    [MemberData(nameof(Inputs))]
    public void BadBytes_SentByteByByte_AreAnsweredAsByRedis(string input) =>
        Assert.Equal(Answer(_reference, Encoding.Latin1.GetBytes(input), 1), Answer(_subject, Encoding.Latin1.GetBytes(input), 1));

    [Fact]
    public void InlineRequest_LongerThan64KiBWithoutAnEnd_IsRefusedAsByRedis()
    {
        var input = Encoding.Latin1.GetBytes(new string('a', 70_000));
        Assert.Equal(Answer(_reference, input, int.MaxValue), Answer(_subject, input, int.MaxValue));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("*1\r\n$")]
    public void LengthLine_WithoutAnEnd_IsRefusedAsByRedis(string start)
    {
        var input = Encoding.Latin1.GetBytes(start + new string('1', 70_000));
        Assert.Equal(Answer(_reference, input, int.MaxValue), Answer(_subject, input, int.MaxValue));
    }

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
        Assert.Equal(Answer(reference, Encoding.Latin1.GetBytes(input), int.MaxValue), Answer(subject, Encoding.Latin1.GetBytes(input), int.MaxValue));
    }

    /// <summary>All that comes back until the connection ends or a PING sent afterwards is answered.</summary>
    private static string Answer(ServerProcess server, byte[] input, int chunk)
    {
        using var client = server.Connect();
        client.Timeout = TimeSpan.FromSeconds(10);
        var received = new StringBuilder();
        try
        {
            for (var i = 0; i < input.Length; i += Math.Min(chunk, input.Length - i))
            {
                client.SendRaw(input.AsSpan(i, Math.Min(chunk, input.Length - i)));
            }

            client.SendRaw(Encoding.Latin1.GetBytes(End));
        }
        catch (RespConnectionClosedException)
        {
            // The server may close before it has seen everything; what it said before still counts.
        }

        var buffer = new byte[4096];
        while (true)
        {
            if (!client.Socket.Poll(TimeSpan.FromSeconds(10), System.Net.Sockets.SelectMode.SelectRead))
            {
                return received + "(then silence)";
            }

            var count = client.Socket.Receive(buffer, System.Net.Sockets.SocketFlags.None, out var error);
            if (error != System.Net.Sockets.SocketError.Success || count == 0)
            {
                return received + "(then closed)";
            }

            received.Append(Encoding.Latin1.GetString(buffer, 0, count));
            if (received.ToString().EndsWith(EndReply, StringComparison.Ordinal))
            {
                return received + "(then served on)";
            }
        }
    }
}
