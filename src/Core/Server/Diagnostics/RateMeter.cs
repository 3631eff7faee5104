namespace MtcpRedis.Server.Diagnostics;

/// <summary>Commands per second over the last second and a half; sampled by the first core's clock, read from any thread.</summary>
internal sealed class RateMeter
{
    private const int Samples = 16;

    private readonly (long Time, long Commands)[] _samples = new (long, long)[Samples];
    private int _next;
    private long _rate;

    /// <summary>The rate at the last sample.</summary>
    public long CommandsPerSecond => Volatile.Read(ref _rate);

    /// <summary>Takes a sample; called ten times a second.</summary>
    /// <param name="now">Unix time in milliseconds.</param>
    /// <param name="commands">Commands run since the start.</param>
    public void Sample(long now, long commands)
    {
        (long time, long before) = _samples[_next];
        _samples[_next] = (now, commands);
        _next = (_next + 1) % Samples;
        if (time != 0 && now > time)
            Volatile.Write(ref _rate, Math.Max(0, (commands - before) * 1000 / (now - time)));
    }
}
