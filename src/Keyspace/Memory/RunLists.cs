using System.Runtime.InteropServices;

namespace MtcpRedis.Keyspace.Memory;

/// <summary>
/// For every size class the runs that have room, the one that is being filled first. A run that is found full leaves the list
/// and comes back when one of its blocks is freed.
/// </summary>
internal sealed unsafe class RunLists : IDisposable
{
    private readonly PageHeap _pages;

    // Heads of the lists, followed by a run without room that stands for "none": so the fast path needs no test for null.
    private readonly PageRun** _heads;
    private readonly PageRun* _none;

    public RunLists(PageHeap pages)
    {
        _pages = pages;
        int count = SizeClasses.Count;
        _heads = (PageRun**)NativeMemory.AllocZeroed((nuint)((count * sizeof(PageRun*)) + PageRun.Size));
        _none = (PageRun*)(_heads + count);
        for (int i = 0; i < count; i++)
        {
            _heads[i] = _none;
        }
    }

    /// <summary>For every class the run to allocate from; it may be full, but it is never null.</summary>
    public PageRun** Heads => _heads;

    /// <summary>Puts a run with room in the place of a full head.</summary>
    /// <returns>The new head, or null when the kernel refuses memory.</returns>
    public PageRun* Advance(int sizeClass)
    {
        PageRun* head = _heads[sizeClass];
        if (head != _none)
        {
            Unlist(head);
            if (_heads[sizeClass] != _none)
            {
                return _heads[sizeClass];
            }
        }

        PageRun* run = TakePages(SizeClasses.RunPagesOf(sizeClass));
        if (run != null)
        {
            Format(run, sizeClass);
            List(run);
        }

        return run;
    }

    /// <summary>Takes pages, after giving back the empty runs held in reserve if that can save mapping more memory.</summary>
    public PageRun* TakePages(int pages)
    {
        if (!_pages.HasRoomFor(pages))
        {
            ReleaseEmpty();
        }

        return _pages.Allocate(pages);
    }

    /// <summary>A block of a run was freed and the run is either empty now or not listed although it has room.</summary>
    public void OnFreed(PageRun* run)
    {
        if (run->Live != 0)
        {
            List(run);
            return;
        }

        // The only run of a class stays when it is small, so that allocating and freeing one block in turn is cheap.
        if (run->Listed && run->Pages == 1 && _heads[run->Class] == run && run->Next == null)
        {
            return;
        }

        if (run->Listed)
        {
            Unlist(run);
        }

        _pages.Free(run);
    }

    /// <summary>Gives back the empty runs held in reserve.</summary>
    public void ReleaseEmpty()
    {
        for (int i = 0; i < SizeClasses.Count; i++)
        {
            PageRun* run = _heads[i];
            if (run != _none && run->Live == 0)
            {
                Unlist(run);
                _pages.Free(run);
            }
        }
    }

    /// <summary>Frees the list heads; the runs belong to the page heap.</summary>
    public void Dispose() => NativeMemory.Free(_heads);

    private static void Format(PageRun* run, int sizeClass)
    {
        int size = SizeClasses.SizeOf(sizeClass);
        byte* start = PageRun.StartOf(run);
        run->FreeList = null;
        run->Bump = start;
        run->Limit = start + ((long)run->Pages * Segment.PageSize / size * size);
        run->BlockSize = size;
        run->Class = (byte)sizeClass;
    }

    // A run comes second: the head is filled up first, and a freed block does not turn the head away from its cache lines.
    private void List(PageRun* run)
    {
        PageRun* head = _heads[run->Class];
        run->Listed = true;
        if (head == _none)
        {
            run->Next = null;
            run->Previous = null;
            _heads[run->Class] = run;
            return;
        }

        run->Previous = head;
        run->Next = head->Next;
        if (head->Next != null)
        {
            head->Next->Previous = run;
        }

        head->Next = run;
    }

    private void Unlist(PageRun* run)
    {
        run->Listed = false;
        if (run->Next != null)
        {
            run->Next->Previous = run->Previous;
        }

        if (run->Previous != null)
        {
            run->Previous->Next = run->Next;
        }
        else
        {
            _heads[run->Class] = run->Next != null ? run->Next : _none;
        }
    }
}
