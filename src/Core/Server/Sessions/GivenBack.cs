namespace MtcpRedis.Server.Sessions;

/// <summary>
/// What a session has to do or to send before it goes on: a call that a shard gave back unrun, or a finished reply that has to wait for one.
/// </summary>
internal readonly struct GivenBack : IDisposable
{
    /// <summary>A call to run.</summary>
    public GivenBack(PendingCall call, bool isReplyWanted)
    {
        Call = call;
        IsReplyWanted = isReplyWanted;
        Reply = [];
    }

    /// <summary>A reply to send.</summary>
    public GivenBack(byte[] reply)
    {
        Reply = reply;
    }

    /// <summary>The call; null: there is only a reply to send.</summary>
    public PendingCall? Call { get; }

    /// <summary>Whether the client wants the call's reply.</summary>
    public bool IsReplyWanted { get; }

    /// <summary>The reply.</summary>
    public byte[] Reply { get; }

    public void Dispose() => Call?.Dispose();
}
