using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>
/// The hash by which ports spread flows over their queues (receive side scaling), over addresses and ports of the frame as it arrives: source
/// first. With <see cref="SymmetricKey"/> both directions of a flow have the same hash.
/// </summary>
internal static class ToeplitzHash
{
    /// <summary>
    /// Two bytes repeated: bits of source and destination that stand a multiple of 16 apart meet the same part of the key, so changing them over
    /// changes nothing. 0x6D5A spreads well (Woo and Park, "Scalable TCP Session Monitoring with Symmetric Receive-side Scaling").
    /// </summary>
    internal static byte[] SymmetricKey(int length)
    {
        var key = new byte[length];
        for (var i = 0; i < length; i++)
            key[i] = i % 2 == 0 ? (byte)0x6D : (byte)0x5A;
        return key;
    }

    /// <summary>The hash of a byte string: for every bit that is set, 32 bits of the key from that position on.</summary>
    internal static uint Compute(ReadOnlySpan<byte> key, ReadOnlySpan<byte> data)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(key.Length, data.Length + 4);
        var hash = 0u;
        var window = (uint)key[0] << 24 | (uint)key[1] << 16 | (uint)key[2] << 8 | key[3];
        for (var i = 0; i < data.Length; i++)
        {
            for (var bit = 7; bit >= 0; bit--)
            {
                if ((data[i] >> bit & 1) != 0)
                    hash ^= window;
                window = window << 1 | (uint)(key[i + 4] >> bit & 1);
            }
        }
        return hash;
    }

    /// <summary>The hash that a port computes for frames that arrive on a connection of ours.</summary>
    internal static uint OfArrivals(ReadOnlySpan<byte> key, in FlowKey flow)
    {
        Span<byte> tuple = stackalloc byte[36];
        var width = flow.Local.Address.IsV4 ? 4 : 16;
        Write(flow.Remote.Address, tuple);
        Write(flow.Local.Address, tuple[width..]);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(tuple[(2 * width)..], flow.Remote.Port);
        System.Buffers.Binary.BinaryPrimitives.WriteUInt16BigEndian(tuple[(2 * width + 2)..], flow.Local.Port);
        return Compute(key, tuple[..(2 * width + 4)]);
    }

    private static void Write(in IpAddress address, Span<byte> to)
    {
        if (address.IsV4)
            address.V4.Write(to);
        else
            address.V6.Write(to);
    }
}
