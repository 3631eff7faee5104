using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Interface;

/// <summary>Which addresses are ours, and which neighbour is the next hop to a destination. Static, so a short array beats any structure.</summary>
internal sealed class RouteTable
{
    private readonly InterfaceAddress[] _addresses;
    private readonly IpAddress? _gateway4;
    private readonly IpAddress? _gateway6;

    internal RouteTable(NetInterfaceOptions options, MacAddress mac)
    {
        var addresses = options.Addresses.ToList();
        if (addresses.Any(a => !a.Address.IsV4) && !addresses.Any(a => a.Address.V6.IsLinkLocal))
            addresses.Add(new(Ipv6Address.LinkLocal(mac), 64));
        _addresses = [.. addresses];
        _gateway4 = options.Gateway4 is { } v4 ? v4 : null;
        _gateway6 = options.Gateway6 is { } v6 ? v6 : null;
    }

    internal ReadOnlySpan<InterfaceAddress> Addresses => _addresses;

    internal bool IsLocal(in IpAddress address)
    {
        foreach (ref readonly var own in _addresses.AsSpan())
        {
            if (own.Address == address)
                return true;
        }
        return false;
    }

    /// <summary>The neighbour to hand a packet for the destination to.</summary>
    internal bool TryGetNextHop(in IpAddress destination, out IpAddress nextHop)
    {
        nextHop = destination;
        foreach (ref readonly var own in _addresses.AsSpan())
        {
            if (own.Contains(destination))
                return true;
        }
        var gateway = destination.IsV4 ? _gateway4 : _gateway6;
        nextHop = gateway ?? default;
        return gateway.HasValue;
    }

    /// <summary>Our address to use towards a destination: one in the same prefix, else the first global one of the family.</summary>
    internal bool TrySelectSource(in IpAddress destination, out IpAddress source)
    {
        source = default;
        foreach (ref readonly var own in _addresses.AsSpan())
        {
            if (own.Contains(destination))
            {
                source = own.Address;
                return true;
            }
        }
        foreach (ref readonly var own in _addresses.AsSpan())
        {
            if (own.Address.IsV4 == destination.IsV4 && (own.Address.IsV4 || !own.Address.V6.IsLinkLocal))
            {
                source = own.Address;
                return true;
            }
        }
        return false;
    }
}
