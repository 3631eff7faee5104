using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Lists;

/// <summary>What LMPOP and BLMPOP have in common: keys, the end and the number of elements.</summary>
internal readonly struct ListPopArguments
{
    private ListPopArguments(int firstKey, int keyCount, ListEnd end, long count)
    {
        FirstKey = firstKey;
        KeyCount = keyCount;
        End = end;
        Count = count;
    }

    /// <summary>Position of the first key.</summary>
    public int FirstKey { get; }

    /// <summary>Number of keys.</summary>
    public int KeyCount { get; }

    /// <summary>Where to take from.</summary>
    public ListEnd End { get; }

    /// <summary>Elements to take at most.</summary>
    public long Count { get; }

    /// <summary>Reads the arguments from the number of keys on; false when the error has been replied.</summary>
    public static bool TryParse(CommandContext c, int countAt, out ListPopArguments arguments)
    {
        arguments = default;
        if (!ArgumentNumbers.TryAtLeast(c, countAt, 1, "ERR numkeys should be greater than 0"u8, out long keys))
            return false;
        if (keys >= c.ArgCount - countAt - 1)
        {
            c.Reply.Error(RespErrors.Syntax);
            return false;
        }
        int endAt = countAt + 1 + (int)keys;
        if (!ListEnd.TryParse(c, endAt, out ListEnd end) || !TryCount(c, endAt + 1, out long count))
            return false;
        arguments = new ListPopArguments(countAt + 1, (int)keys, end, count);
        return true;
    }

    private static bool TryCount(CommandContext c, int at, out long count)
    {
        count = 1;
        if (at == c.ArgCount)
            return true;
        if (!c.IsOption(at, "COUNT"u8) || at + 1 == c.ArgCount)
        {
            c.Reply.Error(RespErrors.Syntax);
            return false;
        }
        if (!ArgumentNumbers.TryAtLeast(c, at + 1, 1, "ERR count should be greater than 0"u8, out count))
            return false;
        if (at + 2 == c.ArgCount)
            return true;
        c.Reply.Error(RespErrors.Syntax);
        return false;
    }
}
