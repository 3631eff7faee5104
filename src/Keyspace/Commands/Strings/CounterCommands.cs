using System.Runtime.CompilerServices;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Strings;

/// <summary>Strings that are numbers.</summary>
internal static class CounterCommands
{
    public static void Incr(CommandContext c) => Add(c, 1);

    public static void Decr(CommandContext c) => Add(c, -1);

    public static void IncrBy(CommandContext c)
    {
        if (c.TryInteger(2, out long increment))
            Add(c, increment);
    }

    public static void DecrBy(CommandContext c)
    {
        if (!c.TryInteger(2, out long decrement))
            return;
        if (decrement == long.MinValue)
            c.Reply.Error("ERR decrement would overflow"u8);
        else
            Add(c, -decrement);
    }

    [SkipLocalsInit]
    public static void IncrByFloat(CommandContext c)
    {
        if (!c.TryWrite(1, RedisType.String, out Database database, out Entry entry))
            return;
        LongDouble value = LongDouble.Zero;
        if (!entry.IsNull && !TryFloat(entry, out value) || !LongDoubleText.TryParse(c.Arg(2), out LongDouble increment))
        {
            c.Reply.Error(RespErrors.NotFloat);
            return;
        }
        value += increment;
        if (!value.IsFinite)
        {
            c.Reply.Error("ERR increment would produce NaN or Infinity"u8);
            return;
        }
        Span<byte> text = stackalloc byte[LongDoubleText.MaxLength];
        text = text[..LongDoubleText.Format(value, text)];
        ReadOnlySpan<byte> key = c.Arg(1);
        database.SetText(key, text, ExpiryChange.Keep);
        database.Changed(key, KeyspaceEventClasses.String, "incrbyfloat"u8);
        c.Reply.Bulk(text);
    }

    private static bool TryFloat(Entry entry, out LongDouble value)
    {
        if (entry.Encoding != ValueEncoding.Int)
            return LongDoubleText.TryParse(StringValue.Writable(entry), out value);
        value = LongDouble.FromInteger(entry.Word);
        return true;
    }

    private static void Add(CommandContext c, long increment)
    {
        if (!c.TryWrite(1, RedisType.String, out Database database, out Entry entry))
            return;
        long value = 0;
        if (!entry.IsNull && !StringValue.TryInteger(entry, out value))
        {
            c.Reply.Error(RespErrors.NotInteger);
            return;
        }
        long sum = unchecked(value + increment);
        if (((value ^ sum) & (increment ^ sum)) < 0)
        {
            c.Reply.Error("ERR increment or decrement would overflow"u8);
            return;
        }
        ReadOnlySpan<byte> key = c.Arg(1);
        if (!entry.IsNull && entry.Encoding == ValueEncoding.Int)
            database.ChangeInteger(entry, sum);
        else
            database.SetInteger(key, sum, ExpiryChange.Keep);
        database.Changed(key, KeyspaceEventClasses.String, "incrby"u8);
        c.Reply.Integer(sum);
    }
}
