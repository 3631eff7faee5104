using MtcpRedis.NetStack.Devices;
using MtcpRedis.NetStack.Devices.Handover;

namespace MtcpRedis.NetStack.Interface;

/// <summary>Frames that came in on one queue of a port and belong to another, or to all.</summary>
public sealed partial class NetInterface
{
    /// <summary>Marks a copy: something to learn from, not to be answered, for the queue that it came in on has done so.</summary>
    private const int CopyMark = int.MaxValue;

    private readonly QueueHandover? _handover;
    private long _handedOver;
    private int _hops;

    /// <summary>True while a copy is processed.</summary>
    internal bool IsCopy => _hops == CopyMark;

    /// <summary>
    /// Passes the frame in hand to the next queue because nothing here knows what to do with it. False if all queues have seen it, or there is only
    /// one: then it is to be refused here.
    /// </summary>
    internal bool TryPassOn(ref PacketBuffer packet)
    {
        if (_handover is null)
            return false;
        if (IsCopy || packet.IsEmpty)
        {
            // A copy, or put together from fragments, which every queue has: whoever knows the connection took it.
            return true;
        }
        if (_hops >= _handover.Queues - 1)
            return false;
        if (_handover.TryPut(_options.QueueIndex, (_options.QueueIndex + 1) % _handover.Queues, packet.Bytes, _hops + 1))
            Statistics.PassedOn++;
        else
            Drops.Add(DropCause.HandoverFull);
        return true;
    }

    /// <summary>Copies a frame that concerns all queues to the others.</summary>
    private void Share(in PacketBuffer packet)
    {
        if (_handover is null || IsCopy || packet.IsEmpty)
            return;
        for (var queue = 0; queue < _handover.Queues; queue++)
        {
            if (queue == _options.QueueIndex)
                continue;
            if (_handover.TryPut(_options.QueueIndex, queue, packet.Bytes, CopyMark))
                Statistics.PassedOn++;
            else
                Drops.Add(DropCause.HandoverFull);
        }
    }

    private int TakeHandedOver(long now)
    {
        var taken = 0;
        for (var from = 0; from < _handover!.Queues; from++)
        {
            if (_handover.Ring(from, _options.QueueIndex) is not { } ring)
                continue;
            while (ring.TryPeek(out var frame, out var hops))
            {
                TakeHandedOver(frame, hops, now);
                ring.Release();
                taken++;
            }
        }
        _handedOver += taken;
        return taken;
    }

    private void TakeHandedOver(ReadOnlySpan<byte> frame, int hops, long now)
    {
        if (!_queue.TryAllocate(out var packet) || packet.Room.Length < frame.Length)
        {
            Free(ref packet);
            Drops.Add(DropCause.NoPacket);
            return;
        }
        packet.Length = frame.Length;
        frame.CopyTo(packet.Bytes);
        _hops = hops;
        Receive(ref packet, now);
        _hops = 0;
        Free(ref packet);
    }
}
