namespace MtcpRedis.Bench.Load;

/// <summary>Decides when requests are due. One per thread and test.</summary>
/// <param name="requests">Requests to grant in all.</param>
/// <param name="start">Time of the start, nanoseconds of the run's clock.</param>
/// <param name="stop">Time after which nothing is granted any more; <see cref="long.MaxValue"/> for never.</param>
internal abstract class RequestSchedule(long requests, long start, long stop)
{
    /// <summary>When the test started.</summary>
    protected long Start { get; } = start;

    /// <summary>Requests granted so far.</summary>
    public long Granted { get; private set; }

    /// <summary>Nothing more will be granted.</summary>
    public bool IsOver(long now) => Granted >= requests || now >= stop;

    /// <summary>Grants due requests to a connection.</summary>
    /// <returns>How many, at most the connection's room. Their due times are noted in the connection.</returns>
    public int Grant(BenchConnection connection, long now)
    {
        if (now >= stop)
        {
            return 0;
        }

        var count = (int)Math.Min(Due(connection, now), requests - Granted);
        if (count > 0)
        {
            Note(connection, Granted, count, now);
            Granted += count;
        }

        return count;
    }

    /// <summary>Nanoseconds from now until a request becomes due without any reply coming; <see cref="long.MaxValue"/> for never.</summary>
    public long UntilNext(long now) => IsOver(now) ? long.MaxValue : UntilDue(now);

    /// <summary>As <see cref="UntilNext"/>, the limits of the whole test left aside.</summary>
    protected abstract long UntilDue(long now);

    /// <summary>How many requests the connection may have now, the limit of the whole test left aside.</summary>
    protected abstract int Due(BenchConnection connection, long now);

    /// <summary>Tells the connection when its new requests were due.</summary>
    /// <param name="connection">The connection.</param>
    /// <param name="first">Index of the first of them over the whole test.</param>
    /// <param name="count">How many, at least 1.</param>
    /// <param name="now">The time.</param>
    protected abstract void Note(BenchConnection connection, long first, int count, long now);
}
