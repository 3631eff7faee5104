namespace MtcpRedis.Conformance.Streams;

/// <summary>
/// Waits for the replies to everything before. Commands of one pipeline that work on different shards may run at the same time; where
/// others can see their order, as blocked clients and subscribers can, they have to be sent one after the other.
/// </summary>
public sealed class Settle(int client) : StreamAction(client)
{
    public override IEnumerable<string> Lines => [];

    public override string Title => "(settle)";

    public override void Run(Duel duel, StepContext step)
    {
        // The runner has flushed its pipeline before it came here.
    }
}
