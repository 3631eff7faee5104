using HdrHistogram;
using MtcpRedis.Bench.Transport;
using MtcpRedis.Bench.Workloads;

namespace MtcpRedis.Bench.Load;

/// <summary>One test on one thread: sends what the schedule grants, receives, judges and times the replies. Allocates nothing while it runs.</summary>
internal sealed class LoadLoop
{
    private const long PatienceNanoseconds = 60_000_000_000;
    private const long LongestWait = 100_000_000;

    private readonly IBenchTransport _transport;
    private readonly BenchConnection[] _connections;
    private readonly RequestBlock _block;
    private readonly ReplyJudge _judge;
    private readonly NanoClock _clock;
    private readonly LongHistogram _latencies;
    private readonly LoadCounters _counters;
    private readonly long _places;
    private readonly BenchEvent[] _events = new BenchEvent[512];
    private readonly byte[] _scratch = GC.AllocateUninitializedArray<byte>(256 * 1024, pinned: true);
    private RequestSchedule _schedule = null!;
    private long _answered;
    private long _latencySum;
    private int _cursor;
    private bool _stopped;

    /// <summary>Prepares a test on connections that are open and idle.</summary>
    public LoadLoop(
        IBenchTransport transport, BenchConnection[] connections, RequestBlock block, ReplyJudge judge, NanoClock clock, LongHistogram latencies, LoadCounters counters)
    {
        (_transport, _connections, _block, _judge, _clock, _latencies, _counters) = (transport, connections, block, judge, clock, latencies, counters);
        _places = connections.Sum(c => (long)c.Room);
    }

    /// <summary>Ends the test soon: nothing more is sent and outstanding replies are not waited for. Any thread.</summary>
    public void Stop() => Volatile.Write(ref _stopped, true);

    /// <summary>Runs until everything the schedule grants was answered.</summary>
    /// <returns>The number of requests answered.</returns>
    /// <exception cref="LoadException">A connection failed, bytes were not RESP, or no reply came for a minute.</exception>
    public long Run(RequestSchedule schedule)
    {
        _schedule = schedule;
        var lastReply = _clock.Now;
        var now = lastReply;
        foreach (var connection in _connections)
        {
            Offer(connection, now);
        }

        while (!Volatile.Read(ref _stopped) && (_schedule.Granted > _answered || !_schedule.IsOver(now)))
        {
            var before = _answered;
            var fired = _transport.Poll(_events, Math.Min(LongestWait, WaitTime(now)));
            for (var i = 0; i < fired; i++)
            {
                Handle(_events[i]);
            }

            _counters.Publish(_answered, _latencySum);
            now = _clock.Now;
            OfferDue(now);
            lastReply = _answered > before || _schedule.Granted == _answered ? now : lastReply;
            if (now - lastReply > PatienceNanoseconds)
            {
                throw new LoadException($"no reply for 60 seconds with {_schedule.Granted - _answered} requests outstanding");
            }
        }

        return _answered;
    }

    /// <summary>With every place in the pipelines taken only a reply can bring work, and that ends the wait by itself.</summary>
    private long WaitTime(long now) => HasRoom ? _schedule.UntilNext(now) : LongestWait;

    private bool HasRoom => _schedule.Granted - _answered < _places;

    private void Handle(BenchEvent ready)
    {
        var connection = _connections[ready.Connection];
        if ((ready.Readiness & BenchReadiness.Failed) != 0)
        {
            throw new LoadException(_transport.FailureOf(ready.Connection));
        }

        if ((ready.Readiness & BenchReadiness.Writable) != 0)
        {
            connection.Flush(_transport);
            SendGranted(connection);
        }

        if ((ready.Readiness & BenchReadiness.Readable) != 0)
        {
            Receive(connection);
            Offer(connection, _clock.Now);
        }
    }

    private void Receive(BenchConnection connection)
    {
        bool more;
        do
        {
            more = connection.Receive(_transport, _scratch, out var bytes);
            var now = _clock.Now;
            var consumed = _judge.Judge(bytes, connection.Outstanding, ref connection.Memory, out var answered);
            connection.Consume(bytes, consumed);
            Record(connection, answered, now);
        }
        while (more);
    }

    private void Record(BenchConnection connection, int answered, long now)
    {
        _answered += answered;
        while (answered > 0)
        {
            var count = connection.Answer(answered, out var due);
            var latency = Math.Clamp(now - due, 0, _latencies.HighestTrackableValue);
            _latencies.RecordValueWithCount(latency, count);
            _latencySum += latency * count;
            answered -= count;
        }
    }

    /// <summary>Gives requests that became due by the clock to the connections in turn, going on after the one that was served last.</summary>
    private void OfferDue(long now)
    {
        for (var i = 0; i < _connections.Length && HasRoom && _schedule.UntilNext(now) == 0; i++)
        {
            Offer(_connections[_cursor], now);
            _cursor = _cursor + 1 == _connections.Length ? 0 : _cursor + 1;
        }
    }

    private void Offer(BenchConnection connection, long now)
    {
        if (!connection.HasUnsentBytes)
        {
            connection.Unsent += _schedule.Grant(connection, now);
            SendGranted(connection);
        }
    }

    private void SendGranted(BenchConnection connection)
    {
        while (connection.Unsent > 0 && !connection.HasUnsentBytes)
        {
            var count = Math.Min(connection.Unsent, _block.Capacity);
            connection.Unsent -= count;
            connection.Send(_transport, _block.Take(count));
        }
    }
}
