using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>A command whose reply is awaited later, or never comes.</summary>
public sealed class SendOnly(int client, RespCommand command) : StreamAction(client)
{
    public override IEnumerable<string> Lines => [$"{command}   # not waiting for the reply"];

    public override string Title => command.Name;

    public override void Run(Duel duel, StepContext step) => duel.OnBoth(Title, side => side.Client(Client).Send(command));
}
