using System.Diagnostics;
using System.Globalization;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>Waits until both servers report the given number of blocked clients.</summary>
public sealed class AwaitBlocked(int client, int count, RespCommand command) : StreamAction(client)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(5);

    public override IEnumerable<string> Lines => [$"# until INFO reports blocked_clients:{count}"];

    public override string Title => command.Name;

    public override void Run(Duel duel, StepContext step)
    {
        // On the reference it may end at once: a command that is answered immediately never blocks. The subject must do the same.
        var expected = Await(duel.Reference, count, TimeSpan.FromMilliseconds(200));
        duel.OnSubject(Title, side =>
        {
            var actual = Await(side, expected, s_patience);
            return actual == expected
                ? RespValue.Integer(actual)
                : throw new MismatchException("reply", Title, $"{actual} clients are blocked instead of {expected}");
        });
    }

    private static int Await(Side side, int wanted, TimeSpan patience)
    {
        var started = Stopwatch.GetTimestamp();
        while (true)
        {
            var blocked = Blocked(side);
            if (blocked == wanted || Stopwatch.GetElapsedTime(started) > patience)
            {
                return blocked;
            }

            Thread.Sleep(1);
        }
    }

    private static int Blocked(Side side)
    {
        var line = side.Admin.Must(
            "INFO",
            "clients").Text.Split("\r\n").FirstOrDefault(l => l.StartsWith("blocked_clients:", StringComparison.Ordinal))
            ?? throw new MismatchException("reply", "INFO", "INFO clients has no field blocked_clients");
        return int.Parse(line.AsSpan(line.IndexOf(':') + 1), CultureInfo.InvariantCulture);
    }
}
