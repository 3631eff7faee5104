namespace MtcpRedis.NetStack.Transport.InMemory;

/// <summary>What both ends of an in-memory connection share. Guarded by the lock of the transport.</summary>
internal sealed class InMemoryLink(int window, ConnectionEndpoints endpoints)
{
    /// <summary>From the peer to the transport.</summary>
    public ByteQueue Inbound { get; } = new();

    /// <summary>From the transport to the peer; never holds more than <see cref="Window"/> after a send.</summary>
    public ByteQueue Outbound { get; } = new();

    public ConnectionEndpoints Endpoints { get; } = endpoints;

    public int Window { get; set; } = window;

    public int ReceiveLimit { get; set; } = int.MaxValue;

    public int KeepAliveSeconds { get; set; }

    /// <summary>The slot on the transport's side, -1 before the accept and after the end.</summary>
    public int Slot { get; set; } = -1;

    public bool WantsRoom { get; set; }

    /// <summary>Whether an edge is already on its way to the owner.</summary>
    public bool ReadableQueued { get; set; }

    public bool PeerFinished { get; set; }

    public bool PeerReset { get; set; }

    public bool TransportFinished { get; set; }

    public bool TransportReset { get; set; }

    public int Room => Math.Max(0, Window - Outbound.Count);
}
