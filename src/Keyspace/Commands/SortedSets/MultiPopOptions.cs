using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>The arguments of ZMPOP: <c>numkeys key [key ...] MIN | MAX [COUNT count]</c>.</summary>
/// <param name="FirstKey">Position of the first key.</param>
/// <param name="KeyCount">Number of keys.</param>
/// <param name="Highest">Whether elements are taken from the high end.</param>
/// <param name="Count">Most elements to take.</param>
internal readonly record struct MultiPopOptions(int FirstKey, int KeyCount, bool Highest, long Count)
{
    /// <summary>Reads the arguments; false when the error has been replied.</summary>
    /// <param name="c">The call.</param>
    /// <param name="index">Position of the number of keys.</param>
    /// <param name="options">What was read.</param>
    public static bool TryParse(CommandContext c, int index, out MultiPopOptions options)
    {
        options = default;
        if (!ArgumentNumbers.TryAtLeast(c, index, 1, "ERR numkeys should be greater than 0"u8, out var keys))
        {
            return false;
        }

        // There must be an end of the set behind the keys.
        if (keys > c.ArgCount - index - 2)
        {
            c.Reply.Error(RespErrors.Syntax);
            return false;
        }

        var end = index + 1 + (int)keys;
        var highest = c.IsOption(end, "MAX"u8);
        if (!highest && !c.IsOption(end, "MIN"u8))
        {
            c.Reply.Error(RespErrors.Syntax);
            return false;
        }

        if (!TryCount(c, end + 1, out var count))
        {
            return false;
        }

        options = new MultiPopOptions(index + 1, (int)keys, highest, count);
        return true;
    }

    private static bool TryCount(CommandContext c, int index, out long count)
    {
        count = 1;
        if (index == c.ArgCount)
        {
            return true;
        }

        if (!c.IsOption(index, "COUNT"u8) || index + 1 >= c.ArgCount)
        {
            c.Reply.Error(RespErrors.Syntax);
            return false;
        }

        if (!ArgumentNumbers.TryAtLeast(c, index + 1, 1, "ERR count should be greater than 0"u8, out count))
        {
            return false;
        }

        if (index + 2 == c.ArgCount)
        {
            return true;
        }

        c.Reply.Error(RespErrors.Syntax);
        return false;
    }
}
