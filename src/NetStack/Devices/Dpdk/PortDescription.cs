using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Devices.Dpdk;

/// <summary>What a port is, as its driver tells.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Driver">Its driver.</param>
/// <param name="Mac">Its own station address.</param>
/// <param name="MaxQueues">Queue pairs it can have.</param>
/// <param name="MaxMtu">Largest IP packet in bytes.</param>
/// <param name="RedirectionTableSize">Entries of its RSS table, 0 where it has none.</param>
/// <param name="HashKeySize">Bytes of its RSS key, 0 where it has none.</param>
/// <param name="HashesTcp">Whether it can spread TCP flows by RSS.</param>
/// <param name="ReceiveChecksums">Whether it checks IPv4 and TCP checksums.</param>
/// <param name="TransmitChecksums">Whether it fills in IPv4 and TCP checksums.</param>
/// <param name="NumaNode">Memory node next to it, -1 where there are no nodes.</param>
public sealed record PortDescription(
    string Name, string Driver, MacAddress Mac, int MaxQueues, int MaxMtu, int RedirectionTableSize, int HashKeySize, bool HashesTcp,
    bool ReceiveChecksums, bool TransmitChecksums, int NumaNode)
{
    /// <summary>Whether it spreads flows by a hash that this project can compute itself.</summary>
    public bool HasReceiveSideScaling => HashesTcp && RedirectionTableSize > 0 && HashKeySize >= 40;

    internal static unsafe PortDescription Read(string name, int port)
    {
        NativePortInfo info;
        var code = DpdkNative.PortInfo(port, &info);
        if (code < 0)
            throw new DpdkException($"the port {name} does not tell what it is: {DpdkNative.Text(code)}");
        return new(
            name,
            System.Runtime.InteropServices.Marshal.PtrToStringUTF8((nint)info.Driver) ?? "",
            MacAddress.Read(new ReadOnlySpan<byte>(info.Mac, 6)),
            Math.Min(info.MaxReceiveQueues, info.MaxTransmitQueues),
            info.MaxMtu == 0 ? 9000 : info.MaxMtu,
            info.RedirectionTableSize,
            info.HashKeySize,
            info.CanHashTcp != 0,
            info.ReceiveChecksums != 0,
            info.TransmitChecksums != 0,
            info.NumaNode);
    }
}
