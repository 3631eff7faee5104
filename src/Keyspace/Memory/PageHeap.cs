using System.Diagnostics;
using System.Numerics;

namespace MtcpRedis.Keyspace.Memory;

/// <summary>
/// Gives out runs of arena pages. Segments are kept in lists by their longest free run, so that a fitting one is found at once and
/// the fullest is preferred; one empty segment is kept in reserve, the others go back to the kernel.
/// </summary>
internal sealed unsafe class PageHeap(MappingBudget budget) : IDisposable
{
    /// <summary>Longest run that can be asked for.</summary>
    public const int MaxPages = Segment.PageCount - 1;

    // Freed pages keep their memory while they are few: they are likely to be taken again soon. Beyond the floor a segment's
    // pages are discarded in pieces large enough to pay for the call and small enough not to stall the shard.
    private const int DirtyFloor = 64;
    private const int DiscardBatch = 8;

    private readonly Segment*[] _segmentsByRun = new Segment*[Segment.PageCount];
    private ulong _nonEmptyLists;
    private long _dirtyPages;
    private int _emptySegments;
    private byte* _hint;

    /// <summary>Whether a run can be had without mapping a new segment.</summary>
    public bool HasRoomFor(int pages) => _nonEmptyLists >> pages != 0;

    /// <summary>Takes a run of pages with undefined contents.</summary>
    /// <returns>The descriptor with its place filled in, or null when the kernel refuses memory.</returns>
    public PageRun* Allocate(int pages)
    {
        Debug.Assert(pages is > 0 and <= MaxPages);
        ulong fitting = _nonEmptyLists >> pages << pages;
        Segment* segment = fitting != 0 ? _segmentsByRun[BitOperations.TrailingZeroCount(fitting)] : MapSegment();
        if (segment == null)
        {
            return null;
        }

        if (segment->IsEmpty)
        {
            _emptySegments--;
        }

        int first = segment->FindFree(pages);
        PageRun* run = segment->RunAt(first);
        *run = default;
        run->FirstPage = (byte)first;
        run->Pages = (byte)pages;
        Claim(segment, run);
        return run;
    }

    /// <summary>Takes a run back.</summary>
    public void Free(PageRun* run)
    {
        Segment* segment = Segment.Of((byte*)run);
        Release(segment, run->FirstPage, run->Pages);
        if (!segment->IsEmpty)
        {
            return;
        }

        if (_emptySegments > 0)
        {
            UnmapSegment(segment);
        }
        else
        {
            _emptySegments++;
        }
    }

    /// <summary>Changes the length of a run where it stands.</summary>
    /// <returns>False when the pages behind it are taken.</returns>
    public bool TryResize(PageRun* run, int pages)
    {
        Segment* segment = Segment.Of((byte*)run);
        int end = run->FirstPage + run->Pages;
        if (pages < run->Pages)
        {
            int first = run->FirstPage + pages;
            run->Pages = (byte)pages;
            Release(segment, first, end - first);
            return true;
        }

        if (run->FirstPage + pages > Segment.PageCount
            || (segment->UsedPages & Segment.Mask(end, pages - run->Pages)) != 0)
        {
            return false;
        }

        run->Pages = (byte)pages;
        Claim(segment, run);
        return true;
    }

    /// <summary>Discards all free pages and returns the segment in reserve.</summary>
    public void Trim()
    {
        for (int list = 1; list < _segmentsByRun.Length; list++)
        {
            for (Segment* segment = _segmentsByRun[list], next; segment != null; segment = next)
            {
                next = segment->Next;
                if (segment->IsEmpty)
                {
                    _emptySegments--;
                    UnmapSegment(segment);
                }
                else
                {
                    Discard(segment);
                }
            }
        }
    }

    /// <summary>Returns everything to the kernel.</summary>
    public void Dispose()
    {
        for (int list = 0; list < _segmentsByRun.Length; list++)
        {
            while (_segmentsByRun[list] != null)
            {
                UnmapSegment(_segmentsByRun[list]);
            }
        }

        _emptySegments = 0;
    }

    private void Claim(Segment* segment, PageRun* run)
    {
        ulong taken = segment->DirtyPages & Segment.Mask(run->FirstPage, run->Pages);
        segment->DirtyPages ^= taken;
        _dirtyPages -= BitOperations.PopCount(taken);
        segment->Claim(run);
        Relist(segment);
    }

    private void Release(Segment* segment, int first, int pages)
    {
        ulong mask = Segment.Mask(first, pages);
        Debug.Assert((segment->UsedPages & mask) == mask && (segment->DirtyPages & mask) == 0);
        segment->UsedPages ^= mask;
        segment->DirtyPages |= mask;
        _dirtyPages += pages;
        Relist(segment);
        if (_dirtyPages > DirtyFloor && BitOperations.PopCount(segment->DirtyPages) >= DiscardBatch)
        {
            Discard(segment);
        }
    }

    private void Discard(Segment* segment)
    {
        _dirtyPages -= BitOperations.PopCount(segment->DirtyPages);
        for (ulong rest = segment->DirtyPages; rest != 0;)
        {
            int first = BitOperations.TrailingZeroCount(rest);
            int pages = BitOperations.TrailingZeroCount(~(rest >> first));
            OsMemory.Discard(Segment.StartOf(segment) + ((long)first << Segment.PageBits), (long)pages << Segment.PageBits);
            rest &= ~Segment.Mask(first, pages);
        }

        segment->DirtyPages = 0;
    }

    private Segment* MapSegment()
    {
        byte* start = budget.Allows(Segment.Length) ? OsMemory.Map(Segment.Length, Segment.Length, 0, _hint) : null;
        if (start == null)
        {
            return null;
        }

        // A segment fills up little by little, and the first write to a huge page waits until 2 MiB are zeroed.
        OsMemory.PreferSmallPages(start, Segment.Length);

        // Neighbouring mappings merge into one in the kernel, and the address below the last one is likely to be free.
        _hint = start - Segment.Length;
        budget.Add(Segment.Length);
        _emptySegments++;
        Segment* segment = Segment.Initialize(start);
        Link(segment);
        return segment;
    }

    private void UnmapSegment(Segment* segment)
    {
        Unlink(segment);
        _dirtyPages -= BitOperations.PopCount(segment->DirtyPages);
        budget.Add(-Segment.Length);
        OsMemory.Unmap(Segment.StartOf(segment), Segment.Length);
    }

    private void Relist(Segment* segment)
    {
        int longest = segment->MeasureLongestRun();
        if (longest != segment->LongestRun)
        {
            Unlink(segment);
            segment->LongestRun = longest;
            Link(segment);
        }
    }

    private void Link(Segment* segment)
    {
        Segment* head = _segmentsByRun[segment->LongestRun];
        segment->Previous = null;
        segment->Next = head;
        if (head != null)
        {
            head->Previous = segment;
        }

        _segmentsByRun[segment->LongestRun] = segment;
        _nonEmptyLists |= 1UL << segment->LongestRun;
    }

    private void Unlink(Segment* segment)
    {
        if (segment->Next != null)
        {
            segment->Next->Previous = segment->Previous;
        }

        if (segment->Previous != null)
        {
            segment->Previous->Next = segment->Next;
            return;
        }

        _segmentsByRun[segment->LongestRun] = segment->Next;
        if (segment->Next == null)
        {
            _nonEmptyLists &= ~(1UL << segment->LongestRun);
        }
    }
}
