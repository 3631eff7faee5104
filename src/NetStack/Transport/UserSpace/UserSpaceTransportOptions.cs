using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Transport.UserSpace;

/// <summary>Settings of a <see cref="UserSpaceTransport"/>.</summary>
public sealed record UserSpaceTransportOptions
{
    /// <summary>Addresses, gateway and limits of the interface.</summary>
    public required NetInterfaceOptions Interface { get; init; }

    /// <summary>Buffers, timers and limits of TCP.</summary>
    public TcpStackOptions Tcp { get; init; } = new();

    /// <summary>Where to accept connections; may be empty for a client.</summary>
    public IReadOnlyList<IpEndpoint> Listen { get; init; } = [];

    /// <summary>Connections that may wait to be accepted, per endpoint.</summary>
    public int Backlog { get; init; } = 1024;

    /// <summary>
    /// A waiting poll spins for so many microseconds after the last frame before it starts to sleep for about a millisecond at a time. Negative: it
    /// never sleeps, which costs a processor and saves the latency.
    /// </summary>
    public long SpinMicroseconds { get; init; } = -1;

    /// <summary>
    /// At its end the transport goes on for at most so many microseconds to deliver what was sent, as a kernel does for a process that has ended.
    /// 0: it sends once what it can, and is gone.
    /// </summary>
    public long LingerMicroseconds { get; init; }
}
