using System.Diagnostics.Tracing;

namespace MtcpRedis.Server.Diagnostics;

/// <summary>
/// Measures the longest time that a garbage collection stopped the threads, from the runtime's own events (suspension begun to
/// restart ended).
/// </summary>
internal sealed class GcPauseWatch : EventListener
{
    private const int GcKeyword = 1;
    private const int RestartEnd = 3;
    private const int SuspendBegin = 9;

    private long _suspendedAt;
    private long _longest;
    private long _from;

    /// <summary>The longest stop so far, in microseconds.</summary>
    public long LongestMicroseconds => Volatile.Read(ref _longest);

    /// <summary>Pauses that began earlier do not count from now on, even if the news of them is still to come.</summary>
    public void CountFromNow()
    {
        Volatile.Write(ref _from, DateTime.UtcNow.Ticks);
        Volatile.Write(ref _longest, 0);
    }

    /// <inheritdoc/>
    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == "Microsoft-Windows-DotNETRuntime")
            EnableEvents(eventSource, EventLevel.Informational, (EventKeywords)GcKeyword);
    }

    /// <inheritdoc/>
    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        long at = eventData.TimeStamp.Ticks;
        if (eventData.EventId == SuspendBegin)
        {
            Volatile.Write(ref _suspendedAt, at);
        }
        else if (eventData.EventId == RestartEnd && Volatile.Read(ref _suspendedAt) is var begun and > 0 && begun >= Volatile.Read(ref _from))
        {
            long micros = (at - begun) / 10;
            if (micros > Volatile.Read(ref _longest))
                Volatile.Write(ref _longest, micros);
        }
    }
}
