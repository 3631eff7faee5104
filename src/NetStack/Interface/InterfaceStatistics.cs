using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Interface;

/// <summary>Counts of a <see cref="NetInterface"/> since its start.</summary>
public sealed class InterfaceStatistics
{
    /// <summary>Frames taken from the port.</summary>
    public long FramesReceived { get; internal set; }

    /// <summary>Frames the port accepted.</summary>
    public long FramesSent { get; internal set; }

    /// <summary>Bytes of the frames received, link headers included.</summary>
    public long BytesReceived { get; internal set; }

    /// <summary>Bytes of the frames sent, link headers included.</summary>
    public long BytesSent { get; internal set; }

    /// <summary>ARP packets and advertisements that claim one of our addresses for another station (RFC 5227).</summary>
    public long AddressConflicts { get; private set; }

    /// <summary>The last of them, null if there was none. May be read from any thread.</summary>
    public AddressConflict? LastConflict { get; private set; }

    /// <summary>Datagrams put together from fragments.</summary>
    public long Reassembled { get; internal set; }

    /// <summary>Frames handed to another queue of the port, copies counted singly.</summary>
    public long PassedOn { get; internal set; }

    /// <summary>Echo requests answered.</summary>
    public long EchoReplies { get; internal set; }

    internal void OnConflict(IpAddress address, MacAddress station)
    {
        AddressConflicts++;
        if (LastConflict is not { } last || last.Address != address || last.Station != station)
            LastConflict = new AddressConflict(address, station);
    }
}
