namespace MtcpRedis.NetStack.Wire.Link;

/// <summary>What an ARP packet asks or tells (RFC 826).</summary>
public enum ArpOperation : ushort
{
    /// <summary>Who has the target address?</summary>
    Request = 1,

    /// <summary>The sender has its address.</summary>
    Reply = 2,
}
