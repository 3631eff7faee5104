using System.Diagnostics;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>
/// Optionally sends a command that is answered by any number of frames, then takes in everything up to the answer of a PING and compares
/// the frames. Of the subject it waits until as many arrived as the reference sent.
/// </summary>
public sealed class CollectFrames(int client, RespCommand? command, ReplyRule rule) : StreamAction(client)
{
    private const string Sentinel = "end-of-frames";
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public override IEnumerable<string> Lines => [command?.ToString() ?? "# take in the messages"];

    public override string Title => command?.Name ?? "(messages)";

    public override void Run(Duel duel, StepContext step)
    {
        var wanted = 0;
        var (expected, actual) = duel.OnBoth(Title, side =>
        {
            var frames = Collect(side.Client(Client), wanted);
            wanted = frames.Count;
            return RespValue.Array([.. frames]);
        });
        duel.Check(rule, command ?? new RespCommand(Title), expected, actual, step);
    }

    private List<RespValue> Collect(RespClient client, int atLeast)
    {
        if (command is not null)
        {
            client.Send(command);
        }

        client.Send("PING", Sentinel);
        var frames = new List<RespValue>();
        var started = Stopwatch.GetTimestamp();
        for (var ended = false; !ended || frames.Count < atLeast;)
        {
            var left = s_patience - Stopwatch.GetElapsedTime(started);
            var frame = left > TimeSpan.Zero ? client.TryReceiveFrame(left) : null;
            if (frame is null)
            {
                return ended ? frames : throw new TimeoutException("the PING after the messages was not answered");
            }

            if (IsSentinel(frame))
            {
                ended = true;
            }
            else
            {
                frames.Add(frame);
            }
        }

        return frames;
    }

    private static bool IsSentinel(RespValue frame) =>
        (frame.Type == RespType.Bulk && frame.Text == Sentinel)
        || (frame is { Type: RespType.Array, Items: [var pong, var payload] } && pong.Text == "pong" && payload.Text == Sentinel);
}
