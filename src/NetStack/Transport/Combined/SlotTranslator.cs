namespace MtcpRedis.NetStack.Transport.Combined;

/// <summary>Passes a carrier's events on under the slots of the combination: two times the carrier's, plus its parity.</summary>
internal sealed class SlotTranslator(int parity) : ITransportEvents
{
    /// <summary>Who is told.</summary>
    internal ITransportEvents Target { get; set; } = null!;

    /// <summary>Set by every event.</summary>
    internal bool Raised { get; set; }

    public void OnAccepted(int connection)
    {
        Raised = true;
        Target.OnAccepted(connection << 1 | parity);
    }

    public void OnForeseen(int connection) => Target.OnForeseen(connection << 1 | parity);

    public void OnReadable(int connection)
    {
        Raised = true;
        Target.OnReadable(connection << 1 | parity);
    }

    public void OnWritable(int connection)
    {
        Raised = true;
        Target.OnWritable(connection << 1 | parity);
    }

    public void OnClosed(int connection)
    {
        Raised = true;
        Target.OnClosed(connection << 1 | parity);
    }
}
