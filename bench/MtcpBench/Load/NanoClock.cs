namespace MtcpRedis.Bench.Load;

/// <summary>Time in nanoseconds from an arbitrary start, never going back. Tests put their own in its place.</summary>
internal abstract class NanoClock
{
    /// <summary>The time now.</summary>
    public abstract long Now { get; }
}
