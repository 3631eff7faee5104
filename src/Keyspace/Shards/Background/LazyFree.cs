using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Shards.Background;

/// <summary>
/// Values and whole databases of one shard that no command can reach any more and that are freed in slices between batches. What
/// waits here is still counted as used memory, to the byte.
/// </summary>
public sealed unsafe class LazyFree
{
    /// <summary>Values of fewer elements are freed at once: queueing them costs more.</summary>
    public const long MinElements = 64;

    private readonly KeyspaceShard _shard;
    private readonly Queue<Job> _jobs = new();
    private ulong _progress;
    private long _pendingObjects;

    internal LazyFree(KeyspaceShard shard)
    {
        _shard = shard;
    }

    /// <summary>Values that wait (INFO <c>lazyfree_pending_objects</c>); every key of a database that was flushed counts.</summary>
    public long PendingObjects => Volatile.Read(ref _pendingObjects);

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty => _jobs.Count == 0;

    /// <summary>Takes the value of an entry that is about to be freed, if it is worth it; the entry's own block stays the caller's.</summary>
    internal bool TryTake(Entry entry)
    {
        if (entry.IsInline || ValueTypes.Of(entry.Type).ElementCount(entry) <= MinElements)
            return false;
        byte* block = _shard.Arena.TryAllocate(Entry.SizeOf(0, -1, false));
        if (block is null)
            return false;
        Entry carrier = Entry.Format(block, [], entry.Type, entry.Encoding, -1, expires: false);
        carrier.Word = entry.Word;
        Enqueue(new Job(carrier, default), 1);
        return true;
    }

    /// <summary>Takes a whole database's entries.</summary>
    internal void Take(PointerTable<EntryLayout> keys) => Enqueue(new Job(default, keys), keys.Count);

    /// <summary>Frees about <paramref name="elements"/> elements.</summary>
    /// <returns>Whether something is left.</returns>
    internal bool RunSlice(long elements)
    {
        while (elements > 0 && _jobs.TryPeek(out Job job))
        {
            if (!RunJob(job, ref elements))
                continue;
            _jobs.Dequeue();
            _progress = 0;
            if (_jobs.Count == 0)
                _shard.Arena.Trim();
        }
        return _jobs.Count > 0;
    }

    /// <summary>Frees everything now.</summary>
    internal void Finish()
    {
        while (RunSlice(long.MaxValue))
        {
        }
    }

    private bool RunJob(Job job, ref long elements)
    {
        if (job.Value.IsNull)
        {
            var visitor = new EntryReleaser(this);
            bool done = job.Keys.Dismantle(ref _progress, ref visitor);
            elements -= visitor.Elements;
            CountFreed(visitor.Entries);
            return done;
        }
        if (!ValueTypes.Of(job.Value.Type).FreeSome(_shard.Arena, job.Value, ref _progress, ref elements))
            return false;
        _shard.Arena.Free(job.Value.Pointer);
        CountFreed(1);
        return true;
    }

    private void Enqueue(Job job, long objects)
    {
        _jobs.Enqueue(job);
        Volatile.Write(ref _pendingObjects, _pendingObjects + objects);
        _shard.Background.Request();
    }

    private void CountFreed(long objects)
    {
        Volatile.Write(ref _pendingObjects, _pendingObjects - objects);
        _shard.Statistics.LazyFreed += objects;
    }

    /// <summary>One value, in an entry without a key; or the entries of a database.</summary>
    private readonly record struct Job(Entry Value, PointerTable<EntryLayout> Keys);

    private struct EntryReleaser(LazyFree owner) : ITableVisitor
    {
        public long Entries;
        public long Elements;

        public void Visit(byte* element)
        {
            var entry = new Entry(element);
            ValueOperations operations = ValueTypes.Of(entry.Type);
            Entries++;
            Elements++;
            if (!entry.IsInline && !owner.TryTake(entry))
            {
                Elements += operations.ElementCount(entry);
                operations.Free(owner._shard.Arena, entry);
            }
            owner._shard.Arena.Free(element);
        }
    }
}
