using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Strings;

/// <summary>Commands that read strings.</summary>
internal static class StringReads
{
    public static void Get(CommandContext c) => TryReplyValue(c, out _);

    /// <summary>Replies the string at argument 1, or null, or WRONGTYPE; false in the last case.</summary>
    public static bool TryReplyValue(CommandContext c, out Entry entry)
    {
        if (!c.TryRead(1, RedisType.String, out entry))
            return false;
        if (entry.IsNull)
            c.Reply.Null();
        else
            ReplyValue(c, entry);
        return true;
    }

    public static void ReplyValue(CommandContext c, Entry entry)
    {
        if (entry.Encoding == ValueEncoding.Int)
            c.Reply.BulkInteger(entry.Word);
        else
            c.Reply.Bulk(StringValue.Writable(entry));
    }

    public static void MGet(CommandContext c)
    {
        c.Reply.Array(c.ArgCount - 1);
        for (int i = 1; i < c.ArgCount; i++)
        {
            ReadOnlySpan<byte> key = c.Arg(i);
            Entry entry = c.DatabaseOf(key).FindForRead(key);
            if (entry.IsNull || entry.Type != RedisType.String)
                c.Reply.Null();
            else
                ReplyValue(c, entry);
        }
    }

    public static void StrLen(CommandContext c)
    {
        if (c.TryRead(1, RedisType.String, out Entry entry))
            c.Reply.Integer(entry.IsNull ? 0 : StringValue.Length(entry));
    }

    public static void GetRange(CommandContext c)
    {
        if (!c.TryInteger(2, out long start) || !c.TryInteger(3, out long end) || !c.TryRead(1, RedisType.String, out Entry entry))
            return;
        Span<byte> scratch = stackalloc byte[StringValue.ScratchSize];
        ReadOnlySpan<byte> value = entry.IsNull ? default : StringValue.Read(entry, scratch);
        ByteRange range = ByteRange.Of(start, end, value.Length);
        c.Reply.Bulk(range.IsEmpty ? default : value.Slice((int)range.Start, (int)range.Length));
    }
}
