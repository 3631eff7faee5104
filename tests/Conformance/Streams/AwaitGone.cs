using System.Diagnostics;
using System.Text;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>Waits until a key that expires very soon is gone on both servers.</summary>
public sealed class AwaitGone(int client, byte[] key) : StreamAction(client)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public override IEnumerable<string> Lines => [$"# until EXISTS {RespFormatter.Quote(key)} gives 0"];

    public override string Title => "EXPIRE";

    public override void Run(Duel duel, StepContext step) => duel.OnBoth(Title, side =>
    {
        var command = new RespCommand([Encoding.Latin1.GetBytes("EXISTS"), key]);
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var reply = side.Client(Client).Call(command);
            if (reply.Type != RespType.Integer || reply.AsInteger == 0)
            {
                return reply;
            }

            if (Stopwatch.GetElapsedTime(started) > s_patience)
            {
                throw new MismatchException("reply", Title, $"{RespFormatter.Quote(key)} is still there after {s_patience}");
            }
        }
    });
}
