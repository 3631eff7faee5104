using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// SYN cookies (RFC 4987 section 3.6): with a full backlog, what a connection needs is put into the initial sequence number, and nothing is
/// remembered until the peer's ACK proves that it gets our packets. 24 bits of keyed hash, 5 bits of a 64-second count, 3 bits for the MSS. The
/// rest of the options ride in the low bits of our timestamp, which the peer echoes.
/// </summary>
internal sealed class SynCookie(ulong seed0, ulong seed1)
{
    internal const int OptionBits = 6;
    private const long Period = 64_000_000;

    /// <summary>No cookie is good for longer.</summary>
    internal const long Lifetime = 2 * Period;
    private static readonly ushort[] SegmentSizes = [216, 536, 1024, 1220, 1360, 1440, 1460, 8940];
    private readonly SipHash _hash = new(seed0, seed1 ^ 0x5359_4E43_4F4F_4B49);

    internal SeqNumber Make(in FlowKey flow, SeqNumber peerIsn, ushort mss, long now)
    {
        var index = 0;
        while (index + 1 < SegmentSizes.Length && SegmentSizes[index + 1] <= mss)
            index++;
        var count = (uint)(now / Period) & 31;
        return new(count << 27 | (uint)index << 24 | Mix(flow, peerIsn, count, (uint)index));
    }

    /// <summary>Checks the acknowledged cookie; it is good for one to two minutes.</summary>
    internal bool TryOpen(in FlowKey flow, SeqNumber peerIsn, SeqNumber cookie, long now, out ushort mss)
    {
        var count = cookie.Value >> 27;
        var index = cookie.Value >> 24 & 7;
        mss = SegmentSizes[index];
        var age = (uint)(now / Period) - count & 31;
        return age <= 1 && (cookie.Value & 0xFF_FFFF) == Mix(flow, peerIsn, count, index);
    }

    /// <summary>Puts window scale and SACK into the low bits of a timestamp.</summary>
    internal static uint PackOptions(uint timestamp, sbyte windowScale, bool sack) =>
        timestamp & ~((1u << OptionBits) - 1) | (sack ? 32u : 0) | (windowScale < 0 ? 31u : (uint)windowScale);

    internal static void UnpackOptions(uint timestamp, out sbyte windowScale, out bool sack)
    {
        sack = (timestamp & 32) != 0;
        windowScale = (timestamp & 31) > 14 ? (sbyte)-1 : (sbyte)(timestamp & 31);
    }

    private uint Mix(in FlowKey flow, SeqNumber peerIsn, uint count, uint index) =>
        (uint)_hash.Hash(flow, (ulong)peerIsn.Value << 32 | count << 8 | index) & 0xFF_FFFF;
}
