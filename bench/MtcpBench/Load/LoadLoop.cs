using System.Runtime.CompilerServices;
using HdrHistogram;
using MtcpRedis.Bench.Transport;
using MtcpRedis.Bench.Workloads;

namespace MtcpRedis.Bench.Load;

/// <summary>One test on one thread: sends what the schedule grants, receives, judges and times the replies. Allocates nothing while it runs.</summary>
internal sealed unsafe class LoadLoop
{
    private const long PatienceNanoseconds = 60_000_000_000;
    private const long LongestWait = 100_000_000;

    /// <summary>Connections of a burst; more at once is not cheaper.</summary>
    private const int LongestBurst = 32;

    private readonly IBenchTransport _transport;
    private readonly BenchConnection[] _connections;
    private readonly RequestBlock _block;
    private readonly ReplyJudge _judge;
    private readonly NanoClock _clock;
    private readonly LongHistogram _latencies;
    private readonly LoadCounters _counters;
    private readonly bool _isBatched;
    private readonly long _places;

    /// <summary>
    /// Connections that are served before their requests leave: half of them, so that the server works on one half while the generator works on the
    /// other, and neither waits for the other to be done with all.
    /// </summary>
    private readonly int _burst;
    private readonly BenchEvent[] _events = new BenchEvent[512];
    private readonly byte[] _scratch = GC.AllocateUninitializedArray<byte>(256 * 1024, pinned: true);
    private readonly byte* _scratchStart;
    private RequestSchedule _schedule = null!;
    private long _answered;
    private long _latencySum;
    private long _now;
    private long _lastReply;
    private long _runLatency;
    private long _runCount;
    private int _cursor;
    private bool _stopped;

    /// <summary>Prepares a test on connections that are open and idle.</summary>
    public LoadLoop(
        IBenchTransport transport, BenchConnection[] connections, RequestBlock block, ReplyJudge judge, NanoClock clock, LongHistogram latencies, LoadCounters counters)
    {
        (_transport, _connections, _block, _judge, _clock, _latencies, _counters) = (transport, connections, block, judge, clock, latencies, counters);
        _scratchStart = (byte*)Unsafe.AsPointer(ref _scratch[0]);
        _isBatched = transport.IsBatched;
        _burst = Math.Clamp(connections.Length / 2, 1, LongestBurst);
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
        _now = _lastReply = _clock.Now;
        foreach (var connection in _connections)
        {
            Offer(connection);
        }

        while (!Volatile.Read(ref _stopped) && (_schedule.Granted > _answered || !_schedule.IsOver(_now)))
        {
            Turn();
        }

        return _answered;
    }

    /// <summary>A method of its own, so that the runtime compiles it anew for the load while the loop around it goes on.</summary>
    private void Turn()
    {
        var before = _answered;
        var fired = _transport.Poll(_events, Math.Min(LongestWait, WaitTime(_now)));
        _now = _clock.Now;
        var gathered = 0;
        for (var i = 0; i < fired; i++)
        {
            Handle(_events[i]);
            if (++gathered == _burst)
            {
                _transport.Flush();
                gathered = 0;
            }
        }

        RecordRun();
        _counters.Publish(_answered, _latencySum);
        ReadClockAfterCalls();
        OfferDue();
        _lastReply = _answered > before || _schedule.Granted == _answered ? _now : _lastReply;
        if (_now - _lastReply > PatienceNanoseconds)
        {
            throw new LoadException($"no reply for 60 seconds with {_schedule.Granted - _answered} requests outstanding");
        }
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
            Offer(connection);
        }
    }

    private void Receive(BenchConnection connection)
    {
        bool more;
        do
        {
            var bytes = connection.Receive(_transport, _scratchStart, _scratch.Length, out more);
            ReadClockAfterCalls();
            var consumed = _judge.Judge(connection, bytes, out var answered);
            connection.Consume(_transport, bytes, consumed);
            Record(connection, answered);
        }
        while (more);
    }

    /// <summary>Where calls of the transport take no time worth mentioning, one reading serves the whole turn.</summary>
    private void ReadClockAfterCalls()
    {
        if (!_isBatched)
        {
            _now = _clock.Now;
        }
    }

    private void Record(BenchConnection connection, int answered)
    {
        _answered += answered;
        while (answered > 0)
        {
            var count = connection.Answer(answered, out var due);
            var latency = Math.Clamp(_now - due, 0, _latencies.HighestTrackableValue);
            if (latency != _runLatency)
            {
                RecordRun();
                _runLatency = latency;
            }

            _runCount += count;
            answered -= count;
        }
    }

    /// <summary>What was sent and answered in the same turns has the same latency, so replies are noted many at a time.</summary>
    private void RecordRun()
    {
        if (_runCount > 0)
        {
            _latencies.RecordValueWithCount(_runLatency, _runCount);
            _latencySum += _runLatency * _runCount;
            _runCount = 0;
        }
    }

    /// <summary>Gives requests that became due by the clock to the connections in turn, going on after the one that was served last.</summary>
    private void OfferDue()
    {
        for (var i = 0; i < _connections.Length && HasRoom && _schedule.UntilNext(_now) == 0; i++)
        {
            Offer(_connections[_cursor]);
            _cursor = _cursor + 1 == _connections.Length ? 0 : _cursor + 1;
        }
    }

    private void Offer(BenchConnection connection)
    {
        if (!connection.HasUnsentBytes)
        {
            connection.Unsent += _schedule.Grant(connection, _now);
            SendGranted(connection);
        }
    }

    private void SendGranted(BenchConnection connection)
    {
        while (connection.Unsent > 0 && !connection.HasUnsentBytes)
        {
            var count = Math.Min(connection.Unsent, _block.Capacity);
            connection.Unsent -= count;
            connection.Send(_transport, _block.Take(count), _block.IsConstant);
        }
    }
}
