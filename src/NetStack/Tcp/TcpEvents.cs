namespace MtcpRedis.NetStack.Tcp;

/// <summary>What has happened to a connection since it was last taken from the ready queue.</summary>
[Flags]
public enum TcpEvents : byte
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>Bytes, or the end of the stream, can be received.</summary>
    Readable = 1,

    /// <summary>There is room again after a send that took less than it was given.</summary>
    Writable = 2,

    /// <summary>An active open has succeeded.</summary>
    Connected = 4,

    /// <summary>The connection is gone; see <see cref="TcpConnection.Error"/>. It must still be closed to release it.</summary>
    Closed = 8,
}
