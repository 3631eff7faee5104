namespace MtcpRedis.Bench.Load;

/// <summary>
/// Requests are due at a fixed rate whatever the server does. One that finds no free place in a pipeline is sent late but its latency
/// counts from when it was due, so a stall shows in all requests it delayed and not in one per connection (no coordinated omission).
/// </summary>
/// <param name="requests">Requests to grant in all.</param>
/// <param name="start">Time of the start.</param>
/// <param name="stop">Time after which nothing is granted.</param>
/// <param name="rate">Requests per second.</param>
internal sealed class OpenLoopSchedule(long requests, long start, long stop, double rate) : RequestSchedule(requests, start, stop)
{
    private readonly double _interval = 1e9 / rate;

    /// <inheritdoc/>
    protected override long UntilDue(long now) => Math.Max(0, DueTime(Granted) - now);

    /// <inheritdoc/>
    protected override int Due(BenchConnection connection, long now)
    {
        var dueByNow = (long)((now - Start) / _interval) + 1;
        return (int)Math.Clamp(dueByNow - Granted, 0, connection.Room);
    }

    /// <inheritdoc/>
    protected override void Note(BenchConnection connection, long first, int count, long now)
    {
        for (var i = 0; i < count; i++)
        {
            connection.Grant(1, DueTime(first + i));
        }
    }

    private long DueTime(long index) => Start + (long)(index * _interval);
}
