namespace MtcpRedis.Conformance.Streams;

/// <summary>Asks both servers for the id of a connection, for later use.</summary>
public sealed class LearnId(int client) : StreamAction(client)
{
    public override IEnumerable<string> Lines => ["CLIENT ID"];

    public override string Title => "CLIENT";

    public override void Run(Duel duel, StepContext step) =>
        duel.OnBoth(Title, side => duel.RememberId(side, Client, side.Client(Client).Must("CLIENT", "ID").AsInteger));
}
