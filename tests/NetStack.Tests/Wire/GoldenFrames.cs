namespace MtcpRedis.NetStack.Tests.Wire;

/// <summary>
/// Frames captured by a packet socket between two Linux 6.18 network namespaces on a veth pair, with offloads (<c>ethtool -K tx off tso off gso off gro off</c>)
/// and, but for PongV6, IPv6 flow labels (<c>net.ipv6.auto_flowlabels=0</c>) switched off. SACK blocks were drawn out by data sent past a gap, "too big" by a route over a
/// link of MTU 1400.
/// </summary>
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

    /// <summary>A duplicate address probe, with the nonce of RFC 7527.</summary>
    internal static readonly byte[] DuplicateProbe = Hex(
        "3333ff000001aa67ca894d6d86dd6000000000203aff00000000000000000000000000000000ff0200000000000000000001ff000001" +
        "87007f7c00000000fd0000000000000000000000000000010e018c1ed1c3923d");

    /// <summary>The last fragment of an echo request of 1500 bytes.</summary>
    internal static readonly byte[] LastFragmentV4 = Hex(
        "ee9ca4ae818eaa67ca894d6d080045000030d3c200b94001923d0a0900010a090002c0c1c2c3c4c5c6c7c8c9cacbcccdcecfd0d1d2d3" +
        "d4d5d6d7d8d9dadb");

    /// <summary>The same over IPv6.</summary>
    internal static readonly byte[] LastFragmentV6 = Hex(
        "ee9ca4ae818eaa67ca894d6d86dd6000000000442c40fd000000000000000000000000000001fd000000000000000000000000000002" +
        "3a0005a85b4e311ca0a1a2a3a4a5a6a7a8a9aaabacadaeafb0b1b2b3b4b5b6b7b8b9babbbcbdbebfc0c1c2c3c4c5c6c7c8c9cacbcccd" +
        "cecfd0d1d2d3d4d5d6d7d8d9dadb");

    /// <summary>A closed UDP port.</summary>
    internal static readonly byte[] UnreachableV6 = Hex(
        "aa67ca894d6dee9ca4ae818e86dd60000000003b3a40fd000000000000000000000000000002fd000000000000000000000000000001" +
        "010493520000000060000000000b1140fd000000000000000000000000000001fd000000000000000000000000000002d8ab0009000b" +
        "68bc616263");

    /// <summary>A handshake's first segment over IPv6.</summary>
    internal static readonly byte[] SynV6 = Hex(
        "ee9ca4ae818eaa67ca894d6d86dd6000000000280640fd000000000000000000000000000001fd000000000000000000000000000002" +
        "c0e61e612355acf300000000a002fd20efd20000020405a00402080a4f6d621b000000000103030a");

    /// <summary>Six bytes over IPv6.</summary>
    internal static readonly byte[] DataV6 = Hex(
        "ee9ca4ae818eaa67ca894d6d86dd6000000000260640fd000000000000000000000000000001fd000000000000000000000000000002" +
        "c0e61e612355acf452e0b4f48018004051f400000101080a4f6d621c043f11ad50494e470d0a");

    /// <summary>The answer to a SYN for a closed port.</summary>
    internal static readonly byte[] ResetV4 = Hex(
        "aa67ca894d6dee9ca4ae818e08004500002800004000400626bc0a0900020a0900010001a8c000000000255221ec50140000abbc0000");

    /// <summary>An ACK that names two ranges beyond a gap.</summary>
    internal static readonly byte[] SackV4 = Hex(
        "aa67ca894d6dee9ca4ae818e0800450000484f5740004006d7440a0900020a0900011e61e1949f441bafa9f29221d01000408b770000" +
        "0101080a2b5f0b7df4906af801010512a9f29348a9f2934da9f29280a9f29285");

    /// <summary>The same after one of them came again: the first block is the report of RFC 2883.</summary>
    internal static readonly byte[] DSackV4 = Hex(
        "aa67ca894d6dee9ca4ae818e0800450000504f5840004006d73b0a0900020a0900011e61e1949f441bafa9f29221f0100040f0870000" +
        "0101080a2b5f0be1f4906af80101051aa9f29348a9f2934da9f29348a9f2934da9f29280a9f29285");

    /// <summary>A datagram of 1478 bytes does not fit a link of 1400; as much is quoted as 576 bytes hold.</summary>
    internal static readonly byte[] TooBigV4 = Hex(
        "aa67ca894d6dee9ca4ae818e080045c002404eb80000400115310a0900020a0900010304e53500000578450005c6000040004011200c" +
        "0a0900010a09010991dc000505b22060" + string.Concat(Enumerable.Repeat("78", 520)));

    /// <summary>An echo request of 1478 bytes does not fit the same link; as much is quoted as 1280 bytes hold.</summary>
    internal static readonly byte[] TooBigV6 = Hex(
        "62f133543f152acc77549bea86dd6000000004d83a40fd000001000000000000000000000002fd0000010000000000000000000000010200414a" +
        "0000057860000000059e3a40fd000001000000000000000000000001fd00000200000000000000000000000280005a3637f40001" +
        "5fe80d6b00000000c3eb080000000000" + string.Concat(Enumerable.Repeat("78", 1168)));

    internal static readonly byte[][] All =
    [
        ArpRequest, ArpReply, SynV4, SynAckV4, PingV4, FinV4, PongV6, NeighborSolicitation, NeighborAdvertisement, PortUnreachable, HopByHop,
        DuplicateProbe, UnreachableV6, SynV6, DataV6, ResetV4, SackV4, DSackV4, TooBigV4, TooBigV6,
    ];

    private static byte[] Hex(string text) => Convert.FromHexString(text);
}
