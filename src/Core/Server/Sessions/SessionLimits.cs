using MtcpRedis.Server.Config.Values;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>Closes connections that are idle too long or read too slowly.</summary>
internal static class SessionLimits
{
    /// <summary>Looks at one session; called about once a second, or more often where there are few.</summary>
    public static void Enforce(Session session, SessionSettings settings, long now)
    {
        if (settings.TimeoutSeconds > 0
            && session.State == SessionState.Idle
            && !session.IsSubscriber
            && !session.IsMonitor
            && now - session.LastInteraction > settings.TimeoutSeconds * 1000L)
        {
            session.Core.Node.Log.Verbose("Closing idle client");
            session.Core.Close(session);
            return;
        }
        EnforceOutput(session, settings, now);
    }

    /// <summary>Closes the session if its output exceeds its class's limit.</summary>
    public static void EnforceOutput(Session session, SessionSettings settings, long now)
    {
        long bytes = session.Output.Length + session.Pushes.Length;
        if (bytes == 0 || session.IsClosed)
            return;
        OutputBufferLimit limit = session.IsSubscriber ? settings.OutputLimits.PubSub : settings.OutputLimits.Normal;
        bool hard = limit.HardBytes > 0 && bytes >= limit.HardBytes;
        bool soft = limit.SoftBytes > 0 && bytes >= limit.SoftBytes;
        if (!soft)
            session.OverSoftLimitSince = 0;
        else if (session.OverSoftLimitSince == 0)
            session.OverSoftLimitSince = now;
        bool tooLong = soft && now - session.OverSoftLimitSince > limit.SoftSeconds * 1000L;
        if (!hard && !tooLong)
            return;
        CoreLoop core = session.Core;
        core.Statistics.OutputLimitCloses++;
        core.Node.Log.Warning($"Client {ClientInfoText.Of(session)} closed for overcoming of output buffer limits.");
        core.Abort(session);
    }
}
