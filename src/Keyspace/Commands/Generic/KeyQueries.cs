using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>Commands that ask whether keys are there and what they hold, or note an access.</summary>
internal static class KeyQueries
{
    public static void Exists(CommandContext c)
    {
        long count = 0;
        for (int i = 1; i < c.ArgCount; i++)
        {
            ReadOnlySpan<byte> key = c.Arg(i);
            if (!c.DatabaseOf(key).FindForQuery(key).IsNull)
                count++;
        }
        c.Reply.Integer(count);
    }

    public static void Touch(CommandContext c)
    {
        long count = 0;
        for (int i = 1; i < c.ArgCount; i++)
        {
            ReadOnlySpan<byte> key = c.Arg(i);
            if (!c.DatabaseOf(key).FindForRead(key).IsNull)
                count++;
        }
        c.Reply.Integer(count);
    }

    public static void Type(CommandContext c)
    {
        ReadOnlySpan<byte> key = c.Arg(1);
        Entry entry = c.DatabaseOf(key).FindForQuery(key);
        c.Reply.SimpleString(entry.IsNull ? "none"u8 : ValueTypes.Name(entry.Type));
    }
}
