using System.Globalization;
using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>CLIENT UNBLOCK of another connection, whose id differs between the servers.</summary>
/// <param name="client">The connection that sends it.</param>
/// <param name="blocked">The connection to unblock; it must have told its id through <see cref="LearnId"/>.</param>
/// <param name="option">TIMEOUT, ERROR or nothing.</param>
public sealed class UnblockClient(int client, int blocked, string? option) : StreamAction(client)
{
    public override IEnumerable<string> Lines => [$"# CLIENT UNBLOCK <id of client {blocked}> {option}"];

    public override string Title => "CLIENT";

    public override void Run(Duel duel, StepContext step)
    {
        var (expected, actual) = duel.OnBoth(Title, side =>
        {
            var id = duel.ClientId(side, blocked).ToString(CultureInfo.InvariantCulture);
            return side.Client(Client).Call(option is null ? ["CLIENT", "UNBLOCK", id] : ["CLIENT", "UNBLOCK", id, option]);
        });
        duel.Check(Rules.Exact, new RespCommand("CLIENT", "UNBLOCK"), expected, actual, step);
    }
}
