using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands;

/// <summary>The count of commands that give random elements: negative ones allow an element to come several times.</summary>
internal static class RandomCount
{
    /// <summary>An element costs at least six bytes of reply, and a reply has less than 2 GiB.</summary>
    private const long MostRepeats = int.MaxValue / 6;

    /// <summary>Reads the count at argument <paramref name="index"/>; false when the error has been replied.</summary>
    public static bool TryRead(CommandContext c, int index, out long count) => ArgumentNumbers.TryNegatable(c, index, out count);

    /// <summary>Whether twice as many elements can be counted, as a reply of pairs has; false when the error has been replied.</summary>
    public static bool FitsPairs(CommandContext c, long count)
    {
        if (count is >= -(long.MaxValue / 2) and <= long.MaxValue / 2)
            return true;
        c.Reply.Error(RespErrors.OutOfRange);
        return false;
    }

    /// <summary>Whether a reply can hold as many repeated elements; false when the error has been replied.</summary>
    public static bool FitsReply(CommandContext c, long repeats)
    {
        if (repeats <= MostRepeats)
            return true;
        c.Reply.Error(RespErrors.OutOfRange);
        return false;
    }
}
