using System.Runtime.InteropServices;
using MtcpRedis.NetStack.Wire.Addresses;
using MtcpRedis.NetStack.Wire.Internet;

namespace MtcpRedis.NetStack.Interface;

/// <summary>
/// Puts IPv4 fragments together within a fixed budget. Each datagram in progress owns one 64 KiB native block and a bitmap of its 8-byte units: a
/// fragment may only set units that are all clear (or all set already, a duplicate). Anything that overlaps in part is an attack on
/// reassembly and throws the whole datagram away.
/// </summary>
internal sealed unsafe class Ipv4Reassembler(NetInterfaceOptions options, DropCounters drops) : IDisposable
{
    internal const int MaxPayload = 65535 - Ipv4Header.MinLength;
    private const int Units = 65536 / 8;

    private readonly Slot[] _slots = new Slot[options.MaxReassemblies];

    internal long NextDeadline { get; private set; } = long.MaxValue;

    /// <summary>Takes a fragment; true when it completes its datagram, whose payload stays valid until the next call.</summary>
    internal bool TryAdd(scoped in Ipv4Packet fragment, long now, out ReadOnlySpan<byte> payload)
    {
        payload = default;
        var piece = fragment.Payload;
        var end = fragment.FragmentOffset + piece.Length;
        if (piece.Length == 0 || end > MaxPayload || fragment.MoreFragments && piece.Length % 8 != 0)
        {
            drops.Add(DropCause.BadFragment);
            return false;
        }
        Expire(now);
        ref var slot = ref FindOrOpen(fragment, now);
        if (!slot.TryPlace(piece, fragment.FragmentOffset, end, fragment.MoreFragments))
        {
            slot.InUse = false;
            drops.Add(DropCause.BadFragment);
            return false;
        }
        if (!slot.IsComplete)
            return false;
        slot.InUse = false;
        payload = new ReadOnlySpan<byte>(slot.Block, slot.Total);
        return true;
    }

    /// <summary>Gives up datagrams whose time is over.</summary>
    internal void Expire(long now)
    {
        if (now < NextDeadline)
            return;
        NextDeadline = long.MaxValue;
        foreach (ref var slot in _slots.AsSpan())
        {
            if (slot.InUse && slot.Expires <= now)
            {
                slot.InUse = false;
                drops.Add(DropCause.ReassemblyTimeout);
            }
            if (slot.InUse)
                NextDeadline = Math.Min(NextDeadline, slot.Expires);
        }
    }

    public void Dispose()
    {
        foreach (ref var slot in _slots.AsSpan())
        {
            NativeMemory.Free(slot.Block);
            slot = default;
        }
    }

    private ref Slot FindOrOpen(scoped in Ipv4Packet fragment, long now)
    {
        var key = (fragment.Source, fragment.Destination, fragment.Identification, fragment.Protocol);
        var free = -1;
        var oldest = 0;
        for (var i = 0; i < _slots.Length; i++)
        {
            if (_slots[i].InUse && _slots[i].Key == key)
                return ref _slots[i];
            if (!_slots[i].InUse)
                free = i;
            else if (_slots[i].Expires < _slots[oldest].Expires)
                oldest = i;
        }
        if (free < 0)
            drops.Add(DropCause.ReassemblyTimeout);
        ref var slot = ref _slots[free < 0 ? oldest : free];
        slot.Open(key, now + options.ReassemblyTimeout);
        NextDeadline = Math.Min(NextDeadline, slot.Expires);
        return ref slot;
    }

    private struct Slot
    {
        internal (Ipv4Address, Ipv4Address, ushort, IpProtocol) Key;
        internal byte* Block;
        internal long Expires;
        internal int Total;
        internal bool InUse;
        private ulong[]? _have;
        private int _unitsHeld;
        private int _highestEnd;

        internal readonly bool IsComplete => Total >= 0 && _unitsHeld == (Total + 7) / 8;

        internal void Open((Ipv4Address, Ipv4Address, ushort, IpProtocol) key, long expires)
        {
            if (Block == null)
                Block = (byte*)NativeMemory.Alloc(65536);
            _have ??= new ulong[Units / 64];
            Array.Clear(_have);
            (Key, Expires, Total, InUse, _unitsHeld, _highestEnd) = (key, expires, -1, true, 0, 0);
        }

        internal bool TryPlace(ReadOnlySpan<byte> piece, int offset, int end, bool more)
        {
            if (Total >= 0 && (end > Total || !more && end != Total) || !more && _highestEnd > end)
                return false;
            var (first, last) = (offset / 8, (end + 7) / 8);
            var held = 0;
            for (var unit = first; unit < last; unit++)
                held += (int)(_have![unit / 64] >> unit % 64 & 1);
            if (held != 0)
                return held == last - first;
            for (var unit = first; unit < last; unit++)
                _have![unit / 64] |= 1UL << unit % 64;
            _unitsHeld += last - first;
            _highestEnd = Math.Max(_highestEnd, end);
            if (!more)
                Total = end;
            piece.CopyTo(new Span<byte>(Block + offset, piece.Length));
            return true;
        }
    }
}
