using System.Diagnostics;

namespace MtcpRedis.Keyspace.Shards.Background;

/// <summary>
/// What a shard does between batches: expiry, lazy freeing, eviction. It works in slices of about a millisecond; while a slice leaves
/// something to do, the next one is posted to the shard, so batches that wait come first.
/// </summary>
internal sealed class BackgroundWork
{
    private const long ElementsPerStep = 512;
    private const int StepsPerSlice = 8;
    private const int TicksBetweenTrims = 50;

    /// <summary>Memory is given back to the operating system when less than 7/8 of the last high-water mark is used.</summary>
    private const int TrimShare = 8;

    private static readonly long s_longestFree = Stopwatch.Frequency / 4000;
    private static readonly Action<KeyspaceShard> s_runPosted = shard => shard.Background.RunPosted();

    private readonly KeyspaceShard _shard;
    private readonly ExpiryCycle _expiry;
    private long _highWater;
    private int _ticks;
    private int _posted;

    public BackgroundWork(KeyspaceShard shard)
    {
        _shard = shard;
        _expiry = new ExpiryCycle(shard);
    }

    /// <summary>The regular work, some times a second; the shard has begun.</summary>
    public void Tick()
    {
        if (_shard.ActiveExpire && !_shard.IsFrozen)
            _expiry.BeginTick();
        bool more = RunSlice();
        // Nobody to post to: the whole of this tick's expiry is done here.
        while (more && _shard.Shared.Dispatcher is null)
            more = !_shard.IsFrozen && _expiry.HasWork && RunSlice();
        TrimNowAndThen();
    }

    /// <summary>Asks for a slice as soon as the shard is free; without a dispatcher the next tick does it.</summary>
    public void Request()
    {
        if (_shard.Shared.Dispatcher is { } dispatcher && Interlocked.Exchange(ref _posted, 1) == 0)
            dispatcher.Post(_shard.Index, s_runPosted);
    }

    private void RunPosted()
    {
        Volatile.Write(ref _posted, 0);
        _shard.Begin(DateTimeOffset.UtcNow.ToUnixTimeMilliseconds());
        RunSlice();
    }

    private bool RunSlice()
    {
        bool more = !_shard.IsFrozen && _expiry.RunSlice();
        more |= FreeSome();
        more |= _shard.Evictor.RunSlice();
        if (more)
            Request();
        return more;
    }

    /// <summary>Frees what waits, until a slice's worth is freed or a part of a millisecond is over: freeing misses the caches.</summary>
    private bool FreeSome()
    {
        if (_shard.LazyFree.IsEmpty)
            return false;
        long start = Stopwatch.GetTimestamp();
        for (int i = 0; i < StepsPerSlice; i++)
        {
            if (!_shard.LazyFree.RunSlice(ElementsPerStep))
                return false;
            if (Stopwatch.GetTimestamp() - start > s_longestFree)
                break;
        }
        return true;
    }

    private void TrimNowAndThen()
    {
        long used = _shard.Arena.UsedBytes;
        _highWater = Math.Max(_highWater, used);
        if (++_ticks < TicksBetweenTrims)
            return;
        _ticks = 0;
        if (used >= _highWater - _highWater / TrimShare)
            return;
        _highWater = used;
        _shard.Arena.Trim();
    }
}
