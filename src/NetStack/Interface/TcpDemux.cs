using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Interface;

/// <summary>
/// From the four values of a segment to the number of its connection: an open-addressing table with linear probing. A slot is 8 bytes (32 hash
/// bits and the number), so a look-up touches one line of it and, on a match of the hash, one key. Removal moves followers back instead
/// of leaving tombstones, so that connection churn does not slow it down.
/// </summary>
internal sealed class TcpDemux
{
    private readonly ulong _seed;
    private ulong[] _slots;
    private FlowKey[] _keys;
    private int _mask;

    internal TcpDemux(ulong seed, int capacity = 1024)
    {
        _seed = seed;
        _slots = new ulong[BitOperations.RoundUpToPowerOf2((uint)capacity * 2)];
        _mask = _slots.Length - 1;
        _keys = new FlowKey[capacity];
    }

    internal int Count { get; private set; }

    /// <summary>The number of the connection, or -1.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int Find(in FlowKey key)
    {
        var hash = (uint)key.Hash(_seed);
        for (var at = (int)hash & _mask; ; at = (at + 1) & _mask)
        {
            var slot = _slots[at];
            if (slot == 0)
                return -1;
            if ((uint)(slot >> 32) == hash)
            {
                var id = (int)(uint)slot - 1;
                if (_keys[id] == key)
                    return id;
            }
        }
    }

    /// <summary>The hash under which <see cref="FindCandidate"/> looks.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal uint HashOf(in IpAddress local, in IpAddress remote, uint ports) => (uint)FlowKey.Hash(local, remote, ports, _seed);

    /// <summary>Starts to fetch the place where a hash is looked for.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal unsafe void Prefetch(uint hash)
    {
        if (Sse.IsSupported)
            Sse.Prefetch0(Unsafe.AsPointer(ref _slots[(int)hash & _mask]));
    }

    /// <summary>
    /// The number of the first connection with this hash, or -1. Nearly always it is the one sought; the caller, who has the connection at hand,
    /// compares, and takes <see cref="Find"/> if it is not.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal int FindCandidate(uint hash)
    {
        var (slots, mask) = (_slots, _mask);
        for (var at = (int)hash & mask; ; at = (at + 1) & mask)
        {
            var slot = slots[at];
            if (slot == 0)
                return -1;
            if ((uint)(slot >> 32) == hash)
                return (int)(uint)slot - 1;
        }
    }

    /// <summary>Adds a key that is not in the table.</summary>
    internal void Add(in FlowKey key, int id)
    {
        Debug.Assert(Find(key) < 0, "flow is already in the table");
        if (Count * 2 >= _slots.Length)
            Grow();
        if (id >= _keys.Length)
            Array.Resize(ref _keys, Math.Max(id + 1, _keys.Length * 2));
        _keys[id] = key;
        Place((uint)key.Hash(_seed), id);
        Count++;
    }

    /// <summary>Removes a key that is in the table.</summary>
    internal void Remove(in FlowKey key)
    {
        var hash = (uint)key.Hash(_seed);
        var at = (int)hash & _mask;
        while ((uint)(_slots[at] >> 32) != hash || _keys[(int)(uint)_slots[at] - 1] != key)
        {
            Debug.Assert(_slots[at] != 0, "flow is not in the table");
            at = (at + 1) & _mask;
        }
        Count--;
        for (var next = (at + 1) & _mask; _slots[next] != 0; next = (next + 1) & _mask)
        {
            // A follower may move into the gap unless its home lies cyclically after the gap.
            var home = (int)(_slots[next] >> 32) & _mask;
            if (((next - home) & _mask) < ((next - at) & _mask))
                continue;
            _slots[at] = _slots[next];
            at = next;
        }
        _slots[at] = 0;
    }

    private void Place(uint hash, int id)
    {
        var at = (int)hash & _mask;
        while (_slots[at] != 0)
            at = (at + 1) & _mask;
        _slots[at] = (ulong)hash << 32 | (uint)(id + 1);
    }

    private void Grow()
    {
        var old = _slots;
        _slots = new ulong[old.Length * 2];
        _mask = _slots.Length - 1;
        foreach (var slot in old)
        {
            if (slot != 0)
                Place((uint)(slot >> 32), (int)(uint)slot - 1);
        }
    }
}
