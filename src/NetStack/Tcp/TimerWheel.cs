using System.Diagnostics;
using System.Numerics;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>
/// Timers for very many connections: four wheels of 64 slots, 1.024 ms per slot in the finest, each next one 64 times coarser (about 4.6 hours
/// in all; what lies further off waits in the last slot and is filed again). Scheduling and removal are a few array writes, an empty poll is one
/// comparison, and no connection is looked at before its time.
/// </summary>
/// <remarks>Entries are small integers with one deadline each, in arrays of links; nothing is allocated but when the arrays grow.</remarks>
internal sealed class TimerWheel
{
    private const int TickShift = 10;
    private const int LevelBits = 6;
    private const int Slots = 1 << LevelBits;
    private const int Levels = 4;
    private const int None = -1;

    private readonly int[] _heads = new int[Levels * Slots];
    private readonly ulong[] _occupied = new ulong[Levels];
    private int[] _next = [];
    private int[] _previous = [];
    private int[] _slotOf = [];
    private long[] _deadlines = [];
    private long _tick;
    private int _firing = None;

    internal TimerWheel() => Array.Fill(_heads, None);

    internal int Count { get; private set; }

    /// <summary>A time not later than the earliest deadline, rounded up to a tick; <see cref="long.MaxValue"/> if there is none.</summary>
    internal long NextDeadline
    {
        get
        {
            if (_firing != None)
                return _tick << TickShift;
            var next = long.MaxValue;
            for (var level = 0; level < Levels; level++)
            {
                if (_occupied[level] == 0)
                    continue;
                var shift = level * LevelBits;
                var at = (int)(_tick >> shift) & Slots - 1;
                // Slots after the current position come first; on the current one lies only what is a full turn away.
                var ahead = BitOperations.TrailingZeroCount(BitOperations.RotateRight(_occupied[level], at + 1 & Slots - 1)) + 1;
                next = Math.Min(next, (_tick >> shift) + ahead << shift);
            }
            return next == long.MaxValue ? next : next << TickShift;
        }
    }

    /// <summary>The deadline of an entry, <see cref="long.MaxValue"/> if it has none.</summary>
    internal long DeadlineOf(int id) => id < _slotOf.Length && _slotOf[id] != None ? _deadlines[id] : long.MaxValue;

    /// <summary>Sets or moves an entry's deadline.</summary>
    internal void Schedule(int id, long deadline)
    {
        if (id >= _next.Length)
            Grow(id + 1);
        if (_slotOf[id] != None)
            Unlink(id);
        _deadlines[id] = deadline;
        Link(id);
    }

    internal void Cancel(int id)
    {
        if (id < _slotOf.Length && _slotOf[id] != None)
            Unlink(id);
    }

    /// <summary>Takes one entry whose deadline has come; false when there is none. Call until false.</summary>
    internal bool TryExpire(long now, out int id)
    {
        var target = now >> TickShift;
        while (true)
        {
            if (_firing != None)
            {
                id = _firing;
                Unlink(id);
                return true;
            }
            id = None;
            if (_tick >= target)
                return false;
            if (Count == 0)
            {
                _tick = target;
                return false;
            }
            Step(target);
        }
    }

    /// <summary>Moves to the next tick at which anything happens and puts what is due into the firing list.</summary>
    private void Step(long target)
    {
        var next = NextDeadline >> TickShift;
        if (next > target)
        {
            _tick = target;
            return;
        }
        _tick = next;
        for (var level = Levels - 1; level > 0; level--)
        {
            if ((_tick & (1L << level * LevelBits) - 1) == 0)
                Refile(level * Slots + ((int)(_tick >> level * LevelBits) & Slots - 1));
        }
        var slot = (int)_tick & Slots - 1;
        if (_heads[slot] != None)
            Fire(slot);
    }

    private void Refile(int slot)
    {
        while (_heads[slot] != None)
        {
            var id = _heads[slot];
            Unlink(id);
            Link(id);
        }
    }

    private void Fire(int slot)
    {
        _firing = _heads[slot];
        for (var id = _firing; id != None; id = _next[id])
            _slotOf[id] = FiringSlot;
        _heads[slot] = None;
        _occupied[0] &= ~(1UL << slot);
    }

    private const int FiringSlot = Levels * Slots;

    private void Link(int id)
    {
        // Round up, and never into the past: an entry fires on the next tick at the earliest.
        var due = Math.Max((_deadlines[id] + (1 << TickShift) - 1 >> TickShift), _tick + 1);
        var distance = due - _tick;
        var level = 0;
        while (level < Levels - 1 && distance >= 1L << (level + 1) * LevelBits)
            level++;
        var shift = level * LevelBits;
        if (distance >= 1L << Levels * LevelBits)
            due = _tick + (1L << Levels * LevelBits) - 1;
        // A slot that the position has reached would wait a full turn, except in the finest wheel where the distance is under one turn.
        var slot = level * Slots + ((int)(due >> shift) & Slots - 1);
        _slotOf[id] = slot;
        _previous[id] = None;
        _next[id] = _heads[slot];
        if (_heads[slot] != None)
            _previous[_heads[slot]] = id;
        _heads[slot] = id;
        _occupied[level] |= 1UL << (slot & Slots - 1);
        Count++;
    }

    private void Unlink(int id)
    {
        var slot = _slotOf[id];
        Debug.Assert(slot != None);
        if (_next[id] != None)
            _previous[_next[id]] = _previous[id];
        if (_previous[id] != None)
            _next[_previous[id]] = _next[id];
        else if (slot == FiringSlot)
            _firing = _next[id];
        else if ((_heads[slot] = _next[id]) == None)
            _occupied[slot / Slots] &= ~(1UL << (slot & Slots - 1));
        _slotOf[id] = None;
        Count--;
    }

    private void Grow(int needed)
    {
        var old = _next.Length;
        var size = Math.Max(needed, Math.Max(64, old * 2));
        Array.Resize(ref _next, size);
        Array.Resize(ref _previous, size);
        Array.Resize(ref _slotOf, size);
        Array.Resize(ref _deadlines, size);
        Array.Fill(_slotOf, None, old, size - old);
    }
}
