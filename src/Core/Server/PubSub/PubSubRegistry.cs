using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.PubSub;

/// <summary>Who listens to what, over all cores.</summary>
internal sealed class PubSubRegistry
{
    /// <summary>Ends all subscriptions of a session.</summary>
    public void RemoveAll(Session session)
    {
        if (session.Subscriptions is null)
            return;
        throw new NotSupportedException("subscriptions are not there yet");
    }
}
