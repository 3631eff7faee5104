namespace MtcpRedis.Server.Diagnostics;

/// <summary>Rates over about the last second and a half; sampled by the first core's clock, read from any thread.</summary>
internal sealed class RateMeter
{
    private const int Samples = 16;

    private readonly (long Time, long Commands, long Input, long Output)[] _samples = new (long, long, long, long)[Samples];
    private int _next;
    private long _commands;
    private long _input;
    private long _output;

    /// <summary>Commands per second at the last sample.</summary>
    public long CommandsPerSecond => Volatile.Read(ref _commands);

    /// <summary>Bytes received per second at the last sample.</summary>
    public long InputPerSecond => Volatile.Read(ref _input);

    /// <summary>Bytes sent per second at the last sample.</summary>
    public long OutputPerSecond => Volatile.Read(ref _output);

    /// <summary>Takes a sample; called some times a second.</summary>
    /// <param name="now">Unix time in milliseconds.</param>
    /// <param name="commands">Commands run since the start.</param>
    /// <param name="input">Bytes received since the start.</param>
    /// <param name="output">Bytes sent since the start.</param>
    public void Sample(long now, long commands, long input, long output)
    {
        (long Time, long Commands, long Input, long Output) then = _samples[_next];
        _samples[_next] = (now, commands, input, output);
        _next = (_next + 1) % Samples;
        if (then.Time == 0 || now <= then.Time)
            return;
        Volatile.Write(ref _commands, Rate(commands - then.Commands, now - then.Time));
        Volatile.Write(ref _input, Rate(input - then.Input, now - then.Time));
        Volatile.Write(ref _output, Rate(output - then.Output, now - then.Time));
    }

    /// <summary>Per second; CONFIG RESETSTAT makes counts go back, which is no rate.</summary>
    private static long Rate(long change, long milliseconds) => Math.Max(0, change * 1000 / milliseconds);
}
