using System.Runtime.InteropServices;
using MtcpRedis.NetStack.Wire.Internet;

namespace MtcpRedis.NetStack.Interface;

/// <summary>What a <see cref="ReassemblySlot"/> is used for, the first to be reused first.</summary>
internal enum ReassemblyState : byte
{
    /// <summary>Nothing.</summary>
    Free,

    /// <summary>Remembers a datagram whose fragments overlapped, so that the rest of it is refused.</summary>
    Refused,

    /// <summary>Waits for the rest of a datagram.</summary>
    Collecting,
}

/// <summary>
/// A datagram in progress: one native block for the largest there can be, made on first use and kept, and two bitmaps of its 8-byte units: those that
/// have arrived, and those at which a fragment starts.
/// </summary>
internal unsafe struct ReassemblySlot
{
    /// <summary>Bytes in front of the payload, where an IPv6 header finds room so that the datagram is a packet again.</summary>
    private const int HeadRoom = Ipv6Header.Length;

    private const int LargestPayload = 65536;
    private const int Units = LargestPayload / 8;

    internal FragmentKey Key;
    internal ReassemblyState State;
    internal long Expires;
    private byte* _block;
    private ulong[]? _have;
    private ulong[]? _starts;
    private int _total;
    private int _unitsHeld;
    private int _highestEnd;
    private IpProtocol _protocol;

    internal readonly bool IsComplete => _total >= 0 && _unitsHeld == (_total + 7) / 8;

    internal void Open(FragmentKey key, long expires)
    {
        if (_block == null)
            _block = (byte*)NativeMemory.Alloc(HeadRoom + LargestPayload);
        Array.Clear(_have ??= new ulong[Units / 64]);
        Array.Clear(_starts ??= new ulong[Units / 64]);
        (Key, Expires, State, _total, _unitsHeld, _highestEnd) = (key, expires, ReassemblyState.Collecting, -1, 0, 0);
    }

    /// <summary>Puts a fragment into its place. False if it overlaps another in part or contradicts it; one that comes again is ignored.</summary>
    internal bool TryPlace(scoped in Fragment fragment)
    {
        if (State != ReassemblyState.Collecting)
            return false;
        var (offset, more, end) = (fragment.Offset, fragment.More, fragment.Offset + fragment.Payload.Length);
        if (_total >= 0 && (end > _total || !more && end != _total) || !more && _highestEnd > end)
            return false;
        var (first, last) = (offset / 8, (end + 7) / 8);
        var held = 0;
        for (var unit = first; unit < last; unit++)
            held += IsSet(_have!, unit) ? 1 : 0;
        if (held != 0)
            return held == last - first && IsOneFragment(first, last);
        for (var unit = first; unit < last; unit++)
            _have![unit / 64] |= 1UL << unit % 64;
        _starts![first / 64] |= 1UL << first % 64;
        _unitsHeld += last - first;
        _highestEnd = Math.Max(_highestEnd, end);
        if (!more)
            _total = end;
        fragment.Payload.CopyTo(new Span<byte>(_block + HeadRoom + offset, fragment.Payload.Length));
        if (offset == 0)
            _protocol = fragment.Protocol;
        return true;
    }

    /// <summary>
    /// A complete datagram: in IPv4 its payload, in IPv6 a packet, because more headers may follow the one that the first fragment names. The hop limit
    /// is not that of neighbour discovery, which must not come in fragments (RFC 6980).
    /// </summary>
    internal readonly Span<byte> Join()
    {
        if (Key.Source.IsV4)
            return new(_block + HeadRoom, _total);
        var packet = new Span<byte>(_block, HeadRoom + _total);
        new Ipv6Header(Key.Source.V6, Key.Destination.V6, _protocol, _total).Write(packet);
        return packet;
    }

    internal void Release()
    {
        NativeMemory.Free(_block);
        this = default;
    }

    /// <summary>True if units that are all there came as one fragment, which has then been repeated exactly.</summary>
    private readonly bool IsOneFragment(int first, int last)
    {
        for (var unit = first + 1; unit < last; unit++)
        {
            if (IsSet(_starts!, unit))
                return false;
        }
        return IsSet(_starts!, first) && (last == Units || IsSet(_starts!, last) || !IsSet(_have!, last));
    }

    private static bool IsSet(ulong[] units, int unit) => (units[unit / 64] >> unit % 64 & 1) != 0;
}
