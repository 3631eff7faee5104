using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Interface;

/// <summary>
/// The neighbours of the link by address, with ageing; one cache for ARP and for neighbour discovery, whose states are the same. It decides
/// when a neighbour must be asked for; the interface puts the question on the wire.
/// </summary>
internal sealed class NeighbourCache(NetInterfaceOptions options)
{
    private readonly Dictionary<IpAddress, Neighbour> _entries = [];
    private readonly List<Neighbour> _timed = [];

    /// <summary>When <see cref="TakeDue"/> has something to do.</summary>
    internal long NextDeadline { get; private set; } = long.MaxValue;

    internal int Count => _entries.Count;

    internal Neighbour? Find(in IpAddress address) => _entries.GetValueOrDefault(address);

    /// <summary>Finds the entry or makes an incomplete one whose first solicitation is due at once.</summary>
    internal Neighbour GetOrAdd(in IpAddress address, long now, out Neighbour? evicted)
    {
        evicted = null;
        if (_entries.TryGetValue(address, out var entry))
            return entry;
        if (_entries.Count >= options.MaxNeighbours)
            evicted = EvictWorst();
        entry = new Neighbour(address) { LastUsed = now };
        _entries.Add(address, entry);
        Arm(entry, now);
        return entry;
    }

    /// <summary>The neighbour has shown its address.</summary>
    internal void Confirm(Neighbour entry, MacAddress mac, long now)
    {
        entry.Mac = mac;
        entry.State = NeighbourState.Reachable;
        entry.Tries = 0;
        Arm(entry, now + options.NeighbourReachableTime);
    }

    /// <summary>The entry's address comes from hearsay: usable, but to be checked on first use.</summary>
    internal void Hint(Neighbour entry, MacAddress mac, long now)
    {
        if (entry.State == NeighbourState.Reachable && entry.Mac == mac)
            return;
        entry.Mac = mac;
        entry.State = NeighbourState.Stale;
        entry.Tries = 0;
        Arm(entry, long.MaxValue);
        entry.LastUsed = now;
    }

    /// <summary>A packet is about to be sent to a stale neighbour, or one that had failed: ask again.</summary>
    internal void Probe(Neighbour entry, long now)
    {
        entry.State = entry.State == NeighbourState.Stale ? NeighbourState.Probe : NeighbourState.Incomplete;
        entry.Tries = 0;
        Arm(entry, now);
    }

    /// <summary>
    /// Steps one entry whose time has come. True if <paramref name="entry"/> is to be solicited (Incomplete or Probe) or has just failed.
    /// </summary>
    internal bool TakeDue(long now, out Neighbour? entry)
    {
        entry = null;
        if (now < NextDeadline)
            return false;
        foreach (var candidate in _timed)
        {
            if (candidate.Deadline > now || candidate.Evicted)
                continue;
            if (candidate.State == NeighbourState.Reachable)
            {
                candidate.State = NeighbourState.Stale;
                candidate.Deadline = long.MaxValue;
                continue;
            }
            if (candidate.Tries >= options.NeighbourRetries)
            {
                candidate.State = NeighbourState.Failed;
                candidate.Deadline = long.MaxValue;
            }
            else
            {
                candidate.Tries++;
                candidate.Deadline = now + options.NeighbourRetryInterval;
            }
            entry = candidate;
            return true;
        }
        Recompute();
        return false;
    }

    internal void ForEach(Action<Neighbour> action)
    {
        foreach (var entry in _entries.Values)
            action(entry);
    }

    private void Arm(Neighbour entry, long deadline)
    {
        if (!_timed.Contains(entry))
            _timed.Add(entry);
        entry.Deadline = deadline;
        NextDeadline = Math.Min(NextDeadline, deadline);
    }

    private void Recompute()
    {
        _timed.RemoveAll(static e => e.Evicted || e.Deadline == long.MaxValue);
        NextDeadline = long.MaxValue;
        foreach (var entry in _timed)
            NextDeadline = Math.Min(NextDeadline, entry.Deadline);
    }

    /// <summary>
    /// Makes room: who has never answered goes first, so that a flood from addresses that do not exist does not drive out those that do (RFC 6583),
    /// then who has been used least recently.
    /// </summary>
    private Neighbour EvictWorst()
    {
        Neighbour? worst = null;
        foreach (var entry in _entries.Values)
        {
            if (worst is null || entry.HasMac != worst.HasMac && !entry.HasMac || entry.HasMac == worst.HasMac && entry.LastUsed < worst.LastUsed)
                worst = entry;
        }
        _entries.Remove(worst!.Address);
        worst.Evicted = true;
        return worst;
    }
}
