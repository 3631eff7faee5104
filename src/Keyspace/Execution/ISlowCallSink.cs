namespace MtcpRedis.Keyspace.Execution;

/// <summary>Takes calls that were slow; called on the thread that ran them.</summary>
public interface ISlowCallSink
{
    /// <summary><c>slowlog-log-slower-than</c> in microseconds; negative: nothing is slow.</summary>
    long ThresholdMicroseconds { get; }

    /// <summary>A call took at least the threshold.</summary>
    /// <param name="call">The call; valid during this call.</param>
    /// <param name="microseconds">How long it took.</param>
    void Add(in MeteredCall call, long microseconds);
}
