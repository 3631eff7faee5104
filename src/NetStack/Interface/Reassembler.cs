namespace MtcpRedis.NetStack.Interface;

/// <summary>
/// Puts fragments of both families together within a fixed budget (RFC 791, RFC 8200 section 4.5). Anything that overlaps in part is an attack on
/// reassembly and throws the whole datagram away (RFC 5722).
/// </summary>
internal sealed class Reassembler(NetInterfaceOptions options, DropCounters drops) : IDisposable
{
    // One more than the budget: fragments that are whole datagrams pass through the last slot and never wait in it.
    private readonly ReassemblySlot[] _slots = new ReassemblySlot[options.MaxReassemblies + 1];

    internal long NextDeadline { get; private set; } = long.MaxValue;

    /// <summary>Takes a fragment; true when it completes its datagram.</summary>
    /// <param name="fragment">The piece.</param>
    /// <param name="now">Microseconds.</param>
    /// <param name="datagram">As <see cref="ReassemblySlot.Join"/> says; ours to overwrite until the next call.</param>
    internal bool TryAdd(scoped in Fragment fragment, long now, out Span<byte> datagram)
    {
        datagram = default;
        var (length, end) = (fragment.Payload.Length, fragment.Offset + fragment.Payload.Length);
        if (length == 0 || end > fragment.MaxLength || fragment.More && length % 8 != 0)
        {
            drops.Add(DropCause.BadFragment);
            return false;
        }
        Expire(now);
        ref var slot = ref Find(fragment, now);
        if (!slot.TryPlace(fragment))
        {
            // RFC 5722: what is still to come of an overlapping datagram is discarded too. In IPv4 the number is soon another datagram's.
            slot.State = fragment.Key.Source.IsV4 ? ReassemblyState.Free : ReassemblyState.Refused;
            drops.Add(DropCause.BadFragment);
            return false;
        }
        if (!slot.IsComplete)
            return false;
        slot.State = ReassemblyState.Free;
        datagram = slot.Join();
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
            if (slot.State != ReassemblyState.Free && slot.Expires <= now)
                GiveUp(ref slot);
            if (slot.State != ReassemblyState.Free)
                NextDeadline = Math.Min(NextDeadline, slot.Expires);
        }
    }

    public void Dispose()
    {
        foreach (ref var slot in _slots.AsSpan())
            slot.Release();
    }

    private void GiveUp(ref ReassemblySlot slot)
    {
        // A refused datagram was counted when it was refused.
        if (slot.State == ReassemblyState.Collecting)
            drops.Add(DropCause.ReassemblyTimeout);
        slot.State = ReassemblyState.Free;
    }

    private ref ReassemblySlot Find(scoped in Fragment fragment, long now)
    {
        var timeout = fragment.Key.Source.IsV4 ? options.ReassemblyTimeout : options.ReassemblyTimeoutV6;
        if (fragment is { Offset: 0, More: false })
        {
            // RFC 6946: it has nothing to do with others of its number.
            _slots[^1].Open(fragment.Key, now);
            return ref _slots[^1];
        }
        var chosen = 0;
        for (var i = 0; i < _slots.Length - 1; i++)
        {
            ref var slot = ref _slots[i];
            if (slot.State != ReassemblyState.Free && slot.Key == fragment.Key)
                return ref slot;
            if (IsBetter(slot, _slots[chosen]))
                chosen = i;
        }
        GiveUp(ref _slots[chosen]);
        _slots[chosen].Open(fragment.Key, now + timeout);
        NextDeadline = Math.Min(NextDeadline, now + timeout);
        return ref _slots[chosen];
    }

    /// <summary>True if a slot is the better one to take for a new datagram: a free one, else one that is lost anyway, else the oldest.</summary>
    private static bool IsBetter(in ReassemblySlot slot, in ReassemblySlot than) =>
        slot.State != than.State ? slot.State < than.State : slot.State != ReassemblyState.Free && slot.Expires < than.Expires;
}
