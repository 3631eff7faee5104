namespace MtcpRedis.Keyspace.Memory;

/// <summary>
/// Segments that are ready for one arena: mapped, and their pages have memory. The thread of the <see cref="SegmentSupply"/> puts them in, whoever
/// holds the arena takes them out; a segment belongs to the one or to the other, never to both.
/// </summary>
/// <param name="supply">Who fills the places.</param>
internal sealed unsafe class SegmentReserve(SegmentSupply supply) : IDisposable
{
    /// <summary>Segments ready at most. An arena that grows at 400 MB/s has used two after 20 ms.</summary>
    public const int Depth = 2;

    /// <summary>How long segments stay ready after the last was taken, in milliseconds: memory of a dataset that grows, not of one that stays.</summary>
    public const int LingerMilliseconds = 10_000;

    private const nint Empty = 0;
    private const nint Closed = -1;

    // Each place is Empty, Closed for good, or the start of a segment.
    private readonly nint[] _places = new nint[Depth];
    private long _wantedUntil = long.MinValue;
    private byte* _hint;

    /// <summary>Bytes that are ready.</summary>
    public long ReadyBytes
    {
        get
        {
            long sum = 0;
            foreach (ref nint place in _places.AsSpan())
            {
                sum += IsSegment(Volatile.Read(ref place)) ? Segment.Length : 0;
            }

            return sum;
        }
    }

    /// <summary>Takes a segment, all zeroes, and asks for others. For whoever holds the arena.</summary>
    /// <returns>The segment, or null when none is ready.</returns>
    public byte* Take()
    {
        nint taken = Empty;
        for (int i = 0; i < Depth && taken == Empty; i++)
        {
            taken = Interlocked.Exchange(ref _places[i], Empty);
        }

        Volatile.Write(ref _wantedUntil, supply.Now + LingerMilliseconds);
        supply.Wake();
        return (byte*)taken;
    }

    /// <summary>Returns all segments to the kernel; none is made ready until one is taken again. For whoever holds the arena.</summary>
    public void Release()
    {
        Volatile.Write(ref _wantedUntil, long.MinValue);
        ReturnAll();
    }

    /// <summary>Returns all segments to the kernel for good. For whoever holds the arena.</summary>
    public void Dispose()
    {
        supply.Forget(this);
        foreach (ref nint place in _places.AsSpan())
        {
            nint segment = Interlocked.Exchange(ref place, Closed);
            if (IsSegment(segment))
            {
                OsMemory.Unmap((byte*)segment, Segment.Length);
            }
        }
    }

    /// <summary>Makes one segment ready, if one is wanted. For the supply's thread.</summary>
    /// <returns>False if there was nothing to do, or if the kernel refuses memory.</returns>
    public bool FillOne()
    {
        int free = Array.IndexOf(_places, Empty);
        if (free < 0 || !IsWanted)
        {
            return false;
        }

        byte* segment = OsMemory.Map(Segment.Length, Segment.Length, 0, _hint);
        if (segment == null)
        {
            return false;
        }

        _hint = segment - Segment.Length;
        if (!TryPopulate(segment) || Interlocked.CompareExchange(ref _places[free], (nint)segment, Empty) != Empty)
        {
            OsMemory.Unmap(segment, Segment.Length);
            return false;
        }

        return true;
    }

    /// <summary>Returns what nobody has wanted for long to the kernel. For the supply's thread.</summary>
    /// <returns>Whether something is still ready.</returns>
    public bool DropUnwanted()
    {
        if (!IsWanted)
        {
            ReturnAll();
        }

        return ReadyBytes != 0;
    }

    private bool IsWanted => supply.Now < Volatile.Read(ref _wantedUntil);

    private static bool IsSegment(nint place) => place is not (Empty or Closed);

    // In pieces: the kernel holds a lock for each call, and whoever maps memory meanwhile waits for it.
    private static bool TryPopulate(byte* segment)
    {
        for (int offset = 0; offset < Segment.Length; offset += Segment.PageSize)
        {
            if (!OsMemory.TryPopulate(segment + offset, Segment.PageSize))
            {
                return false;
            }
        }

        return true;
    }

    private void ReturnAll()
    {
        foreach (ref nint place in _places.AsSpan())
        {
            nint segment = Volatile.Read(ref place);
            if (IsSegment(segment) && Interlocked.CompareExchange(ref place, Empty, segment) == segment)
            {
                OsMemory.Unmap((byte*)segment, Segment.Length);
            }
        }
    }
}
