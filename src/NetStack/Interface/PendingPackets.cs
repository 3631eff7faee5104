using MtcpRedis.NetStack.Devices;

namespace MtcpRedis.NetStack.Interface;

/// <summary>
/// Packets that wait for their next hop's address, one queue for each neighbour in one common store: a thousand connections of one new peer find room,
/// and a flood from addresses that do not exist cannot hold back more packets than there is room for. Nothing is allocated on the way of a packet.
/// </summary>
internal sealed class PendingPackets
{
    private const int None = -1;

    private readonly Place[] _places;
    private int _free;
    private int _oldest = None;
    private int _newest = None;

    /// <summary>Makes the store.</summary>
    /// <param name="capacity">Packets that may wait for all neighbours together, at least 1.</param>
    internal PendingPackets(int capacity)
    {
        _places = new Place[capacity];
        for (var i = 0; i < capacity; i++)
            _places[i].Next = i + 1 < capacity ? i + 1 : None;
    }

    /// <summary>
    /// Puts a packet at the end of a neighbour's queue. Without room the one that has waited longest of all makes way: most likely it belongs to whoever
    /// has filled the store.
    /// </summary>
    /// <param name="neighbour">Whose address is waited for.</param>
    /// <param name="packet">The packet.</param>
    /// <param name="dropped">The packet that made way, or empty.</param>
    internal void Add(Neighbour neighbour, PacketBuffer packet, out PacketBuffer dropped)
    {
        dropped = _free == None ? Take(_places[_oldest].Owner!) : default;
        var at = _free;
        ref var place = ref _places[at];
        _free = place.Next;
        place = new Place { Packet = packet, Owner = neighbour, Next = None, Older = _newest, Newer = None };
        if (_newest == None)
            _oldest = at;
        else
            _places[_newest].Newer = at;
        _newest = at;
        ref var queue = ref neighbour.Pending;
        if (queue.Count++ == 0)
            queue.First = at;
        else
            _places[queue.Last].Next = at;
        queue.Last = at;
    }

    /// <summary>Takes the oldest packet of a neighbour for which some wait.</summary>
    internal PacketBuffer Take(Neighbour neighbour)
    {
        ref var queue = ref neighbour.Pending;
        var at = queue.First;
        var place = _places[at];
        queue.First = place.Next;
        queue.Count--;
        if (place.Older == None)
            _oldest = place.Newer;
        else
            _places[place.Older].Newer = place.Newer;
        if (place.Newer == None)
            _newest = place.Older;
        else
            _places[place.Newer].Older = place.Older;
        _places[at] = new Place { Next = _free };
        _free = at;
        return place.Packet;
    }

    /// <summary>One packet, in the queue of its neighbour and in the order of arrival of all.</summary>
    private struct Place
    {
        internal PacketBuffer Packet;
        internal Neighbour? Owner;
        internal int Next;
        internal int Older;
        internal int Newer;
    }
}

/// <summary>Where one neighbour's queue lies in <see cref="PendingPackets"/>.</summary>
internal struct PendingQueue
{
    internal int First;
    internal int Last;
    internal int Count;
}
