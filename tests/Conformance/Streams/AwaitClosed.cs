using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>Expects that both servers close the connection, with the same last bytes.</summary>
public sealed class AwaitClosed(int client, string title) : StreamAction(client)
{
    public override IEnumerable<string> Lines => ["# until the server closes the connection"];

    public override string Title => title;

    public override void Run(Duel duel, StepContext step)
    {
        var (expected, actual) = duel.OnBoth(Title, side =>
        {
            var rest = side.Client(Client).ReceiveUntilClosed();
            side.Drop(Client);
            return RespValue.Scalar(RespType.Bulk, rest);
        });
        duel.Check(Rules.Exact, new RespCommand(Title), expected, actual, step);
    }
}
