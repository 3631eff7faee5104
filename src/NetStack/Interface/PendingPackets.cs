using MtcpRedis.NetStack.Devices;

namespace MtcpRedis.NetStack.Interface;

/// <summary>
/// Packets that wait for their next hop's address, one queue for each neighbour in one common store: a thousand connections of one new peer find room,
/// and a flood from addresses that do not exist cannot hold back more packets than there is room for. Nothing is allocated on the way of a packet.
/// </summary>
internal sealed class PendingPackets
{
    /// <summary>Marks the end of a queue.</summary>
    internal const int None = -1;

    private readonly (PacketBuffer Packet, int Next)[] _places;
    private int _free;

    /// <summary>Makes the store.</summary>
    /// <param name="capacity">Packets that may wait for all neighbours together, at least 1.</param>
    internal PendingPackets(int capacity)
    {
        _places = new (PacketBuffer, int)[capacity];
        for (var i = 0; i < capacity; i++)
            _places[i].Next = i + 1 < capacity ? i + 1 : None;
    }

    /// <summary>
    /// Puts a packet at the end of a neighbour's queue. Without room its oldest one makes way, as RFC 1122 section 2.3.2.2 wants the latest kept.
    /// </summary>
    /// <param name="queue">The neighbour's queue.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="dropped">What found no room: an older packet, this one, or empty.</param>
    internal void Add(ref PendingQueue queue, PacketBuffer packet, out PacketBuffer dropped)
    {
        dropped = default;
        if (_free == None)
        {
            if (queue.Count == 0)
            {
                dropped = packet;
                return;
            }
            dropped = Take(ref queue);
        }
        var place = _free;
        _free = _places[place].Next;
        _places[place] = (packet, None);
        if (queue.Count++ == 0)
            queue.First = place;
        else
            _places[queue.Last].Next = place;
        queue.Last = place;
    }

    /// <summary>Takes the oldest packet of a queue that is not empty.</summary>
    internal PacketBuffer Take(ref PendingQueue queue)
    {
        var place = queue.First;
        var packet = _places[place].Packet;
        queue.First = _places[place].Next;
        queue.Count--;
        _places[place] = (default, _free);
        _free = place;
        return packet;
    }
}

/// <summary>Where one neighbour's queue lies in <see cref="PendingPackets"/>.</summary>
internal struct PendingQueue
{
    internal int First;
    internal int Last;
    internal int Count;
}
