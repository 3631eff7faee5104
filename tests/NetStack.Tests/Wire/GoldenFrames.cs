namespace MtcpRedis.NetStack.Tests.Wire;

/// <summary>Frames captured between two Linux 6.18 hosts on a veth pair with checksum offload switched off.</summary>
internal static class GoldenFrames
{
    internal static readonly byte[] ArpRequest =
        Hex("ffffffffffffc6665c7c676808060001080006040001c6665c7c67680a0900010000000000000a090002");

    internal static readonly byte[] ArpReply =
        Hex("c6665c7c67683e8e8195a62d080600010800060400023e8e8195a62d0a090002c6665c7c67680a090001");

    internal static readonly byte[] SynV4 = Hex(
        "3e8e8195a62dc6665c7c676808004500003cfcba4000400629ed0a0900010a090002aecc1e61d103ebea00000000a002faf0feda0000" +
        "020405b40402080aff65b09a000000000103030a");

    internal static readonly byte[] SynAckV4 = Hex(
        "c6665c7c67683e8e8195a62d08004500003c00004000400626a80a0900020a0900011e61aecc8467ba74d103ebeba012fe8833750000" +
        "020405b40402080a98b1f02eff65b09a0103030a");

    internal static readonly byte[] PingV4 = Hex(
        "3e8e8195a62dc6665c7c676808004500003afcbc4000400629ed0a0900010a090002aecc1e61d103ebeb8467ba758018003fb4e40000" +
        "0101080aff65b09b98b1f02e50494e470d0a");

    internal static readonly byte[] FinV4 = Hex(
        "3e8e8195a62dc6665c7c6768080045000034fcbe4000400629f10a0900010a090002aecc1e61d103ebf18467ba7c8011003f607e0000" +
        "0101080aff65b09b98b1f02f");

    internal static readonly byte[] PongV6 = Hex(
        "c6665c7c67683e8e8195a62d86dd600044b300270640fd000000000000000000000000000002fd0000000000000000000000000000" +
        "011e61945829141290c0fc5ba48018003fbe6a00000101080adf774df46f554a942b504f4e470d0a");

    internal static readonly byte[] NeighborSolicitation = Hex(
        "3333ff00000256b442640c9686dd6000000000203afffd000000000000000000000000000001ff0200000000000000000001ff000002" +
        "8700d9e900000000fd000000000000000000000000000002010156b442640c96");

    internal static readonly byte[] NeighborAdvertisement = Hex(
        "56b442640c96c6879b286cee86dd6000000000203afffd000000000000000000000000000002fd000000000000000000000000000001" +
        "88004ffd60000000fd0000000000000000000000000000020201c6879b286cee");

    internal static readonly byte[] PortUnreachable = Hex(
        "c6665c7c67683e8e8195a62d080045c00039789200004001ed5d0a0900020a0900010303112c000000004500001d4b4340004011db78" +
        "0a0900010a090002d7b3000900099c0a78");

    /// <summary>A multicast listener report behind a hop-by-hop header.</summary>
    internal static readonly byte[] HopByHop = Hex(
        "333300000016c6879b286cee86dd6000000000380001fe80000000000000c4879bfffe286ceeff0200000000000000000000000000163a000502" +
        "000001008f0036380000000204000000ff0200000000000000000001ff00000204000000ff0200000000000000000001ff286cee");

    internal static readonly byte[][] All =
    [
        ArpRequest, ArpReply, SynV4, SynAckV4, PingV4, FinV4, PongV6, NeighborSolicitation, NeighborAdvertisement, PortUnreachable, HopByHop,
    ];

    private static byte[] Hex(string text) => Convert.FromHexString(text);
}
