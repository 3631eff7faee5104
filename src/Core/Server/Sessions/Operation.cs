
namespace MtcpRedis.Server.Sessions;

/// <summary>A call on its way to run under leases.</summary>
/// <param name="session">Who sent it.</param>
/// <param name="call">The call; owned by the operation.</param>
internal sealed class Operation(Session session, PendingCall call)
{
    public Session Session { get; } = session;

    public PendingCall Call { get; } = call;

    /// <summary>Whether the client wants the reply, if that was decided when the call was received; null: CLIENT REPLY decides when it is there.</summary>
    public bool? IsReplyWanted { get; init; }
}
