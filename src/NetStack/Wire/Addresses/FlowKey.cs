using System.Runtime.CompilerServices;

namespace MtcpRedis.NetStack.Wire.Addresses;

/// <summary>The four values that name a connection, seen from this host.</summary>
/// <param name="Local">Our address and port.</param>
/// <param name="Remote">The peer's address and port.</param>
public readonly record struct FlowKey(IpEndpoint Local, IpEndpoint Remote)
{
    /// <summary>
    /// A keyed 64-bit mix of all four values: two multiplications, strong enough that a peer who does not know the seed can't aim for
    /// collisions in the connection table.
    /// </summary>
    /// <param name="seed">Secret of this table.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ulong Hash(ulong seed)
    {
        var ports = (uint)Local.Port << 16 | Remote.Port;
        return Hash(Local.Address, Remote.Address, ports, seed);
    }

    /// <summary>The hash of a flow that is not yet put together.</summary>
    /// <param name="local">Our address.</param>
    /// <param name="remote">The peer's address.</param>
    /// <param name="ports">Our port in the upper half, the peer's in the lower.</param>
    /// <param name="seed">Secret of the table.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static ulong Hash(in IpAddress local, in IpAddress remote, uint ports, ulong seed)
    {
        var a = Fold(remote.Low ^ seed, remote.High ^ ports ^ 0x9E3779B97F4A7C15);
        return Fold(a ^ local.Low, local.High ^ seed ^ 0xD6E8FEB86659FD93);
    }

    private static ulong Fold(ulong a, ulong b)
    {
        var high = Math.BigMul(a, b, out var low);
        return high ^ low;
    }
}
