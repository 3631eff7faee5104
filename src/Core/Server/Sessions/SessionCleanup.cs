using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>Takes a session off every list of the node it is on.</summary>
internal static class SessionCleanup
{
    /// <summary>The session is closed.</summary>
    public static void Run(Session session, Node node)
    {
        node.Clients.Remove(session);
        LeaveModes(session, node);
    }

    /// <summary>Everything that RESET ends too: subscriptions, MONITOR, a transaction and its watches.</summary>
    public static void LeaveModes(Session session, Node node)
    {
        node.PubSub.RemoveAll(session);
        if (session.IsMonitor)
        {
            session.IsMonitor = false;
            node.Monitors.Remove(session);
        }
        WatchList.Forget(session);
    }
}
