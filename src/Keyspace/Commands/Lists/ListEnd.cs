using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures;

namespace MtcpRedis.Keyspace.Commands.Lists;

/// <summary>The end of a list that a command works at: LEFT (the head) or RIGHT (the tail).</summary>
/// <param name="IsHead">Whether it is the head.</param>
internal readonly record struct ListEnd(bool IsHead)
{
    public static ListEnd Head => new(true);

    public static ListEnd Tail => new(false);

    /// <summary>The event of an element removed here.</summary>
    public ReadOnlySpan<byte> PopEvent => IsHead ? "lpop"u8 : "rpop"u8;

    /// <summary>The event of an element added here.</summary>
    public ReadOnlySpan<byte> PushEvent => IsHead ? "lpush"u8 : "rpush"u8;

    /// <summary>Index of the element here.</summary>
    public long Index => IsHead ? 0 : -1;

    /// <summary>Reads LEFT or RIGHT; false when the error has been replied.</summary>
    public static bool TryParse(CommandContext c, int index, out ListEnd end)
    {
        end = new ListEnd(c.IsOption(index, "LEFT"u8));
        if (end.IsHead || c.IsOption(index, "RIGHT"u8))
            return true;
        c.Reply.Error(RespErrors.Syntax);
        return false;
    }

    /// <summary>Adds an element here.</summary>
    public void Push(ref ListObject list, ReadOnlySpan<byte> text)
    {
        if (IsHead)
            list.PushHead(text);
        else
            list.PushTail(text);
    }

    /// <summary>Removes the element here, which must exist.</summary>
    public void RemoveOne(ref ListObject list)
    {
        if (IsHead)
            list.RemoveHead();
        else
            list.RemoveTail();
    }

    /// <summary>Removes <paramref name="count"/> elements here; all must exist.</summary>
    public void Remove(ref ListObject list, long count) => list.DeleteRange(IsHead ? 0 : list.Length - count, count);
}
