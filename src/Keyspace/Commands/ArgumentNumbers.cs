using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands;

/// <summary>Integer arguments with a range.</summary>
internal static class ArgumentNumbers
{
    /// <summary>Reads an integer of at least <paramref name="minimum"/>; false when <paramref name="error"/> has been replied.</summary>
    public static bool TryAtLeast(CommandContext c, int index, long minimum, ReadOnlySpan<byte> error, out long value)
    {
        if (IntegerText.TryParse(c.Arg(index), out value) && value >= minimum)
            return true;
        c.Reply.Error(error);
        return false;
    }

    /// <summary>Reads an integer that may be negated; false when the error has been replied.</summary>
    public static bool TryNegatable(CommandContext c, int index, out long value)
    {
        if (!c.TryInteger(index, out value))
            return false;
        if (value != long.MinValue)
            return true;
        c.Reply.Error("ERR value is out of range, value must between -9223372036854775807 and 9223372036854775807"u8);
        return false;
    }
}
