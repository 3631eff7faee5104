using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>How a port spreads flows over its queues: key and table as the port itself reports them after they were set.</summary>
internal sealed class ReceiveSideScaling
{
    private readonly byte[] _key;
    private readonly ushort[] _table;

    internal ReceiveSideScaling(byte[] key, ushort[] table) => (_key, _table) = (key, table);

    /// <summary>The queue on which a flow's frames arrive.</summary>
    internal int QueueOf(in FlowKey flow) => _table[ToeplitzHash.OfArrivals(_key, flow) % (uint)_table.Length];

    /// <summary>Sets table and key of a running port, and checks that it took them.</summary>
    /// <exception cref="DpdkException">The port refuses, or reports something else than was set.</exception>
    internal static unsafe ReceiveSideScaling Configure(PortDescription port, int id, int queues)
    {
        var table = new ushort[port.RedirectionTableSize];
        var key = new byte[port.HashKeySize];
        fixed (ushort* entries = table)
        fixed (byte* bytes = key)
        {
            var code = DpdkNative.PortSpread(id, table.Length, queues, entries, bytes, key.Length);
            if (code < 0)
                throw new DpdkException($"the port {port.Name} refuses the table that spreads flows over {queues} queues: {DpdkNative.Text(code)}; use mtcp.cores = 1");
        }
        for (var i = 0; i < table.Length; i++)
        {
            if (table[i] != i % queues)
                throw new DpdkException($"the port {port.Name} spreads flows otherwise than it was told; use mtcp.cores = 1");
        }
        if (!key.AsSpan().SequenceEqual(ToeplitzHash.SymmetricKey(key.Length)))
            throw new DpdkException($"the port {port.Name} keeps a hash key of its own; use mtcp.cores = 1");
        return new(key, table);
    }
}
