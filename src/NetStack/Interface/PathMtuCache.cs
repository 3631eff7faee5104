using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Interface;

/// <summary>
/// Path MTUs learnt from ICMP (RFC 1191, RFC 8201). A direct-mapped table: bounded, and a collision only means learning again. Entries expire after ten
/// minutes, so that a path that has grown is found out (RFC 1191 section 6.3).
/// </summary>
internal sealed class PathMtuCache(ulong seed)
{
    private const int Size = 256;
    private const long Lifetime = 600_000_000;
    private readonly (IpAddress Destination, int Mtu, long Expires)[] _slots = new (IpAddress, int, long)[Size];

    internal int Get(in IpAddress destination, int linkMtu, long now)
    {
        ref var slot = ref Slot(destination);
        return slot.Destination == destination && now < slot.Expires ? Math.Min(slot.Mtu, linkMtu) : linkMtu;
    }

    internal void Set(in IpAddress destination, int mtu, long now) => Slot(destination) = (destination, mtu, now + Lifetime);

    private ref (IpAddress Destination, int Mtu, long Expires) Slot(in IpAddress destination) =>
        ref _slots[new FlowKey(default, new(destination, 0)).Hash(seed) % Size];
}
