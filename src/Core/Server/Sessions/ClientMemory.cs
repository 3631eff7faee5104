namespace MtcpRedis.Server.Sessions;

/// <summary>What a connection takes of memory, in bytes: buffers to the byte, small objects by estimate.</summary>
internal static class ClientMemory
{
    /// <summary>The session and what it always has.</summary>
    private const int PerSession = 1024;

    /// <summary>A name in the tables of publish and subscribe, or a watched key.</summary>
    private const int PerName = 128;

    /// <summary>Measures a session; safe from any thread, the figures are those of the moment.</summary>
    public static long Of(Session session)
    {
        long buffers = session.Input.Capacity + session.Output.Capacity + session.Pushes.Capacity;
        long names = (session.Subscriptions?.Total ?? 0) + (session.Watch?.Keys.Count ?? 0);
        return PerSession + buffers + (session.Transaction?.TotalBytes ?? 0) + names * PerName;
    }
}
