using MtcpRedis.Conformance.Replies;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>Waits for the reply to a command that was only sent.</summary>
public sealed class ReceiveReply(int client, RespCommand command, ReplyRule rule) : StreamAction(client)
{
    public override IEnumerable<string> Lines => [$"# the reply to {command.Format(60)}"];

    public override string Title => command.Name;

    public override void Run(Duel duel, StepContext step)
    {
        var (expected, actual) = duel.OnBoth(Title, side => side.Client(Client).Receive());
        duel.Check(rule, command, expected, actual, step);
    }
}
