using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Strings;

/// <summary>How an argument says when a string expires: the meaning of EX, PX, EXAT and PXAT.</summary>
/// <param name="InSeconds">Whether it counts seconds, not milliseconds.</param>
/// <param name="Absolute">Whether it is a Unix time, not a time to live.</param>
internal readonly record struct ExpiryArgument(bool InSeconds, bool Absolute)
{
    /// <summary>A time to live in seconds.</summary>
    public static ExpiryArgument Seconds => new(true, false);

    /// <summary>A time to live in milliseconds.</summary>
    public static ExpiryArgument Milliseconds => new(false, false);

    /// <summary>Reads the argument; false when the error has been replied.</summary>
    /// <param name="c">The call.</param>
    /// <param name="index">Position of the number.</param>
    /// <param name="at">Unix time in milliseconds, positive.</param>
    public bool TryRead(CommandContext c, int index, out long at)
    {
        if (!c.TryInteger(index, out at))
            return false;
        long limit = InSeconds ? long.MaxValue / 1000 : long.MaxValue;
        if (at > 0 && at <= limit)
        {
            at = InSeconds ? at * 1000 : at;
            if (Absolute)
                return true;
            at = unchecked(at + c.Now);
            if (at > 0)
                return true;
        }
        c.Reply.Error($"ERR invalid expire time in '{c.Command.FullName}' command");
        return false;
    }
}
