using System.Text;

namespace MtcpRedis.Server.Sessions;

/// <summary>The line about a client that CLIENT LIST, CLIENT INFO and the log show.</summary>
internal static class ClientInfoText
{
    /// <summary>Describes a session; safe from any thread, the figures are those of the moment.</summary>
    public static string Of(Session session)
    {
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        Transaction? transaction = session.Transaction;
        long input = session.Input.Length;
        long output = session.Output.Length + session.Pushes.Length;
        return new StringBuilder()
            .Append("id=").Append(session.Id)
            .Append(" addr=").Append(session.Endpoints.Peer)
            .Append(" laddr=").Append(session.Endpoints.Local)
            .Append(" fd=").Append(session.Endpoints.Descriptor)
            .Append(" name=").Append(session.Name)
            .Append(" age=").Append((now - session.CreatedAt) / 1000)
            .Append(" idle=").Append((now - session.LastInteraction) / 1000)
            .Append(" flags=").Append(Flags(session))
            .Append(" db=").Append(session.Database)
            .Append(" sub=").Append(session.Subscriptions?.Channels.Count ?? 0)
            .Append(" psub=").Append(session.Subscriptions?.Patterns.Count ?? 0)
            .Append(" ssub=").Append(session.Subscriptions?.ShardChannels.Count ?? 0)
            .Append(" multi=").Append(transaction?.Calls.Count ?? -1)
            .Append(" qbuf=").Append(input)
            .Append(" qbuf-free=").Append(session.Input.Capacity - input)
            .Append(" argv-mem=0")
            .Append(" multi-mem=").Append(transaction?.TotalBytes ?? 0)
            .Append(" rbs=").Append(session.Output.Capacity)
            .Append(" rbp=").Append(session.Output.Capacity)
            .Append(" obl=").Append(output)
            .Append(" oll=0")
            .Append(" omem=").Append(session.Output.Capacity + session.Pushes.Capacity)
            .Append(" tot-mem=").Append(ClientMemory.Of(session))
            .Append(" events=").Append(output > 0 ? "rw" : "r")
            .Append(" cmd=").Append(session.LastCommand?.FullName ?? "NULL")
            .Append(" user=default")
            .Append(" redir=-1")
            .Append(" resp=").Append(session.Resp3 ? 3 : 2)
            .Append(" lib-name=").Append(session.LibraryName)
            .Append(" lib-ver=").Append(session.LibraryVersion)
            .ToString();
    }

    private static string Flags(Session session)
    {
        var flags = new StringBuilder();
        if (session.IsMonitor)
            flags.Append('O');
        if (session.IsSubscriber)
            flags.Append('P');
        if (session.Transaction is not null)
            flags.Append('x');
        if (session.State == SessionState.Blocked)
            flags.Append('b');
        if (session.Watch is { IsDirty: true })
            flags.Append('d');
        if (session.CloseAfterReply)
            flags.Append('c');
        if (session.Endpoints.IsUnixSocket)
            flags.Append('U');
        if (session.NoEvict)
            flags.Append('e');
        if (session.NoTouch)
            flags.Append('T');
        return flags.Length == 0 ? "N" : flags.ToString();
    }
}
