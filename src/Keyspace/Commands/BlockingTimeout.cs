using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands;

/// <summary>The time-out argument of blocking commands: seconds, as a decimal fraction.</summary>
internal static class BlockingTimeout
{
    private const double MillisecondsPerSecond = 1000;
    private const double BeyondInteger = 9_223_372_036_854_775_808.0;

    /// <summary>Reads the time-out at argument <paramref name="index"/>; false when the error has been replied.</summary>
    /// <param name="c">The call.</param>
    /// <param name="index">Position of the argument.</param>
    /// <param name="milliseconds">Milliseconds, rounded up; 0: without limit.</param>
    public static bool TryRead(CommandContext c, int index, out long milliseconds)
    {
        milliseconds = 0;
        ReadOnlySpan<byte> text = c.Arg(index);
        if (!LongDoubleText.TryParse(text, out LongDouble exact) || !DoubleText.TryParseBound(text, out double seconds))
        {
            c.Reply.Error(RespErrors.TimeoutNotFloat);
            return false;
        }
        double rounded = Math.Ceiling(seconds * MillisecondsPerSecond);
        if (rounded < 0)
        {
            c.Reply.Error(RespErrors.TimeoutNegative);
            return false;
        }
        if (rounded >= BeyondInteger || (long)rounded > long.MaxValue - c.Now)
        {
            c.Reply.Error("ERR timeout is out of range"u8);
            return false;
        }

        // A time too short for a double is still a time; 0 would mean to wait for ever.
        milliseconds = rounded == 0 && !exact.IsNegative && exact != LongDouble.Zero ? 1 : (long)rounded;
        return true;
    }
}
