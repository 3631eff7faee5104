using System.Buffers.Binary;
using System.Diagnostics;
using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Devices.Dpdk;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Link;

namespace MtcpRedis.StackBench.Device;

/// <summary>
/// What a port carries when nothing but frames goes over it: one end sends as many as may be under way, the other returns them. The rate is that of
/// the frames that came back; every one has cost each end a receipt and a transmission, as a request and its reply do.
/// </summary>
internal sealed class DeviceFrames(FrameOptions options)
{
    private const int Burst = 32;
    private const int TypeOffset = 2 * MacAddress.Length;

    /// <summary>The type that IEEE 802 keeps for local experiments: no kernel answers it.</summary>
    private const ushort ExperimentalType = 0x88B5;

    private const int LooksPerClock = 256;

    /// <summary>Frames that have not come back after so many looks in vain are lost; others take their place.</summary>
    private const int LooksUntilLost = 1_000_000;

    private static readonly TimeSpan s_warmUp = TimeSpan.FromSeconds(2);

    private readonly PacketBuffer[] _packets = new PacketBuffer[Burst];
    private long _frames;
    private int _underWay;
    private int _fruitless;

    /// <summary>Runs to the end; the end that sends prints the rate.</summary>
    internal void Run(TextWriter output)
    {
        using var port = LinkedPort.Open(new DpdkOptions { Device = options.Device });
        var queue = port.Queues[0];
        if (options.Echo)
        {
            // Until the other end has measured and gone: its warm-up and its start are in it.
            RunFor(TimeSpan.FromSeconds(options.Seconds) + s_warmUp + s_warmUp, () => Return(queue));
            return;
        }
        RunFor(s_warmUp, () => Exchange(queue));
        var (start, before) = (Stopwatch.GetTimestamp(), _frames);
        RunFor(TimeSpan.FromSeconds(options.Seconds), () => Exchange(queue));
        var rate = (_frames - before) / Stopwatch.GetElapsedTime(start).TotalSeconds;
        output.WriteLine(FormattableString.Invariant($"returned {rate / 1e6:F3} million frames of {options.Length} bytes a second, {rate * options.Length * 8 / 1e9:F2} Gbit/s"));
    }

    private static void RunFor(TimeSpan time, Action look)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < time;)
        {
            for (var i = 0; i < LooksPerClock; i++)
                look();
        }
    }

    private void Return(INicQueue queue)
    {
        var count = queue.ReceiveBurst(_packets);
        var kept = 0;
        foreach (var packet in _packets.AsSpan(0, count))
        {
            if (IsOurs(packet))
            {
                MacAddress.Read(packet.Bytes[MacAddress.Length..]).Write(packet.Bytes);
                queue.Capabilities.Mac.Write(packet.Bytes[MacAddress.Length..]);
                _packets[kept++] = packet;
            }
            else
            {
                queue.Free([packet]);
            }
        }
        Transmit(queue, kept);
    }

    private void Exchange(INicQueue queue)
    {
        var count = queue.ReceiveBurst(_packets);
        foreach (var packet in _packets.AsSpan(0, count))
        {
            if (!IsOurs(packet))
                continue;
            _frames++;
            _underWay = Math.Max(_underWay - 1, 0);
        }
        queue.Free(_packets.AsSpan(0, count));
        if (count > 0)
            _fruitless = 0;
        else if (_underWay == options.Window && ++_fruitless > LooksUntilLost)
            _underWay = 0;
        var made = 0;
        while (made < Burst && _underWay < options.Window && queue.TryAllocate(out var packet))
        {
            Fill(ref packet, queue.Capabilities.Mac);
            _packets[made++] = packet;
            _underWay++;
        }
        _underWay -= made - Transmit(queue, made);
    }

    private int Transmit(INicQueue queue, int count)
    {
        var sent = queue.TransmitBurst(_packets.AsSpan(0, count));
        queue.Free(_packets.AsSpan(sent, count - sent));
        return sent;
    }

    private void Fill(ref PacketBuffer packet, MacAddress source)
    {
        packet.Length = options.Length;
        MacAddress.Broadcast.Write(packet.Bytes);
        source.Write(packet.Bytes[MacAddress.Length..]);
        BinaryPrimitives.WriteUInt16BigEndian(packet.Bytes[TypeOffset..], ExperimentalType);
    }

    private static bool IsOurs(in PacketBuffer packet) =>
        packet.Length >= EthernetHeader.UntaggedLength && BinaryPrimitives.ReadUInt16BigEndian(packet.Bytes[TypeOffset..]) == ExperimentalType;
}
