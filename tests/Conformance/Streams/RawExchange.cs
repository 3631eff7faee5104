using System.Text;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>Bytes sent as they are, answered by a known number of replies.</summary>
public sealed class RawExchange(int client, byte[] bytes, int replies) : StreamAction(client)
{
    public RawExchange(int client, string text, int replies = 1)
        : this(client, Encoding.Latin1.GetBytes(text), replies)
    {
    }

    public override IEnumerable<string> Lines => [$"# raw bytes {RespFormatter.Quote(bytes, 200)}"];

    public override string Title => "(raw bytes)";

    public override void Run(Duel duel, StepContext step)
    {
        duel.OnBoth(Title, side => side.Client(Client).SendRaw(bytes));
        for (var i = 0; i < replies; i++)
        {
            var (expected, actual) = duel.OnBoth(Title, side => side.Client(Client).Receive());
            duel.Check(Rules.Exact, new RespCommand(Title), expected, actual, step);
        }
    }
}
