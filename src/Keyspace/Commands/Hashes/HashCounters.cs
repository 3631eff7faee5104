using System.Runtime.CompilerServices;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Hashes;

namespace MtcpRedis.Keyspace.Commands.Hashes;

/// <summary>Fields that are numbers.</summary>
internal static class HashCounters
{
    public static void HIncrBy(CommandContext c)
    {
        if (!c.TryInteger(3, out long increment) || !c.TryWrite(1, RedisType.Hash, out Database database, out Entry entry))
            return;
        long value = 0;
        if (HashAccess.TryFind(c, entry, out ElementValue old) && !old.TryGetInteger(out value))
        {
            c.Reply.Error("ERR hash value is not an integer"u8);
            return;
        }
        long sum = unchecked(value + increment);
        if (((value ^ sum) & (increment ^ sum)) < 0)
        {
            c.Reply.Error("ERR increment or decrement would overflow"u8);
            return;
        }
        Span<byte> text = stackalloc byte[IntegerText.MaxLength];
        Set(c, database, entry, text[..IntegerText.Format(sum, text)], "hincrby"u8);
        c.Reply.Integer(sum);
    }

    [SkipLocalsInit]
    public static void HIncrByFloat(CommandContext c)
    {
        if (!TryIncrement(c, out LongDouble value) || !c.TryWrite(1, RedisType.Hash, out Database database, out Entry entry))
            return;
        if (HashAccess.TryFind(c, entry, out ElementValue old))
        {
            if (!TryFloat(old, out LongDouble before))
            {
                c.Reply.Error("ERR hash value is not a float"u8);
                return;
            }
            value = before + value;
        }
        if (!value.IsFinite)
        {
            c.Reply.Error("ERR increment would produce NaN or Infinity"u8);
            return;
        }
        Span<byte> text = stackalloc byte[LongDoubleText.MaxLength];
        text = text[..LongDoubleText.Format(value, text)];
        Set(c, database, entry, text, "hincrbyfloat"u8);
        c.Reply.Bulk(text);
    }

    private static bool TryIncrement(CommandContext c, out LongDouble increment)
    {
        if (!LongDoubleText.TryParse(c.Arg(3), out increment))
        {
            c.Reply.Error(RespErrors.NotFloat);
            return false;
        }
        if (increment.IsFinite)
            return true;
        c.Reply.Error("ERR value is NaN or Infinity"u8);
        return false;
    }

    private static bool TryFloat(ElementValue old, out LongDouble value)
    {
        if (!old.IsInteger)
            return LongDoubleText.TryParse(old.Text, out value);
        value = LongDouble.FromInteger(old.Integer);
        return true;
    }

    private static void Set(CommandContext c, Database database, Entry entry, ReadOnlySpan<byte> text, ReadOnlySpan<byte> eventName)
    {
        HashObject hash = HashAccess.OpenOrCreate(database, entry);
        hash.Set(c.Arg(2), text);
        HashAccess.Store(database, c.Arg(1), entry, hash, eventName);
    }
}
