using MtcpRedis.NetStack.Transport;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>Lets connections in, or tells them why not.</summary>
internal static unsafe class Admission
{
    private static ReadOnlySpan<byte> TooMany => "-ERR max number of clients reached\r\n"u8;

    private static ReadOnlySpan<byte> Protected =>
        "-DENIED Redis is running in protected mode because protected mode is enabled and no password is set for the default user. Connect from the loopback interface, or set a password, or turn protected mode off with CONFIG SET protected-mode no or the option --protected-mode no.\r\n"u8;

    /// <summary>Makes a session of a fresh connection, or refuses it.</summary>
    public static Session? TryAdmit(CoreLoop core, int connection)
    {
        Node node = core.Node;
        SessionSettings settings = node.SessionSettings.Value;
        if (node.Clients.Count >= settings.MaxClients)
            return Refuse(core, connection, TooMany);
        ConnectionEndpoints endpoints = core.Transport.Endpoints(connection);
        if (settings.LocalOnly && !endpoints.IsLocal)
            return Refuse(core, connection, Protected);
        if (settings.KeepAliveSeconds > 0 && !endpoints.IsUnixSocket)
            core.Transport.SetKeepAlive(connection, settings.KeepAliveSeconds);
        var session = new Session(node.Clients.NextId(), core, connection, endpoints, core.Now)
        {
            Authenticated = settings.Password.IsEmpty,
        };
        node.Clients.Add(session);
        core.Statistics.Connections++;
        return session;
    }

    private static Session? Refuse(CoreLoop core, int connection, ReadOnlySpan<byte> error)
    {
        core.Statistics.Rejected++;
        fixed (byte* text = error)
            core.Transport.Send(connection, text, error.Length);
        core.Transport.Close(connection);
        return null;
    }
}
