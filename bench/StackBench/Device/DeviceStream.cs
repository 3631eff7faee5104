using System.Diagnostics;
using MtcpRedis.NetStack.Devices.Dpdk;
using MtcpRedis.NetStack.Tcp;
using MtcpRedis.NetStack.Transport.UserSpace;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.StackBench.Device;

/// <summary>
/// One end of a bulk stream over a port of DPDK; the other end is this program in another process, or whatever listens or sends there. The
/// receiver's figure counts.
/// </summary>
internal sealed class DeviceStream(StreamOptions options) : IDisposable
{
    private readonly TimeSpan _warmUp = TimeSpan.FromSeconds(options.WarmUp);
    private readonly BulkServer _receiver = new();
    private readonly BulkClient _sender = new();

    /// <summary>Runs to the end and prints the rate.</summary>
    internal void Run(TextWriter output)
    {
        using var port = LinkedPort.Open(new DpdkOptions { Device = options.Device, Mtu = options.Mtu, Mac = options.Mac });
        using var transport = new UserSpaceTransport(port.Queues[0], new UserSpaceTransportOptions
        {
            Interface = new() { Addresses = [options.Address!.Value] },
            Tcp = new TcpStackOptions(),
            Listen = options.Peer is null ? [new IpEndpoint(Ipv4Address.Any, StreamOptions.Port)] : [],
        });
        (_receiver.Transport, _sender.Transport) = (transport, transport);
        if (options.Peer is { } peer)
            Send(transport, peer, output);
        else
            Receive(transport, output);
    }

    public void Dispose()
    {
        _receiver.Dispose();
        _sender.Dispose();
    }

    private void Receive(UserSpaceTransport transport, TextWriter output)
    {
        PollUntil(transport, LinkedPort.Patience, () => _receiver.Bytes > 0);
        if (_receiver.Bytes == 0)
            throw new InvalidOperationException($"nobody has sent anything within {LinkedPort.Patience.TotalSeconds} s");
        PollUntil(transport, _warmUp, () => false);
        var (start, before) = (Stopwatch.GetTimestamp(), _receiver.Bytes);
        PollUntil(transport, TimeSpan.FromSeconds(options.Seconds), () => _receiver.Closed > 0);
        var rate = (_receiver.Bytes - before) * 8 / Stopwatch.GetElapsedTime(start).TotalSeconds;
        output.WriteLine(FormattableString.Invariant($"received {rate / 1e9:F2} Gbit/s, {Describe(transport)}"));
    }

    private void Send(UserSpaceTransport transport, IpAddress peer, TextWriter output)
    {
        if (!transport.TryConnect(new IpEndpoint(peer, StreamOptions.Port), out var connection))
            throw new InvalidOperationException($"no connection to {peer} can be opened");
        PollUntil(transport, LinkedPort.Patience, () => _sender.Taken > 0);
        if (_sender.Taken == 0)
            throw new InvalidOperationException($"{peer} does not take anything");
        PollUntil(transport, _warmUp, () => false);
        var (start, before) = (Stopwatch.GetTimestamp(), transport.Tcp.Statistics.BytesAcknowledged);
        PollUntil(transport, TimeSpan.FromSeconds(options.Seconds), () => _sender.Closed > 0);
        var rate = (transport.Tcp.Statistics.BytesAcknowledged - before) * 8 / Stopwatch.GetElapsedTime(start).TotalSeconds;
        output.WriteLine(FormattableString.Invariant($"sent {rate / 1e9:F2} Gbit/s, {Describe(transport)}"));
        if (_sender.Closed == 0)
            transport.Abort(connection);
    }

    private void PollUntil(UserSpaceTransport transport, TimeSpan limit, Func<bool> condition)
    {
        const int turnsPerLook = 64;
        for (var start = Stopwatch.GetTimestamp(); !condition() && Stopwatch.GetElapsedTime(start) < limit;)
        {
            for (var i = 0; i < turnsPerLook; i++)
            {
                transport.PollOnce(transport.Now, options.Peer is null ? _receiver : _sender, out var raised);
                if (raised)
                    transport.Flush();
            }
        }
    }

    private static string Describe(UserSpaceTransport transport)
    {
        var tcp = transport.Tcp.Statistics;
        return $"{tcp.SegmentsSent} segments sent, {tcp.SegmentsReceived} received, {tcp.Retransmissions} sent again, {transport.Interface.Drops.Total} dropped";
    }
}
