using MtcpRedis.Core.Hashing;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Structures.Hashes;

namespace MtcpRedis.Keyspace.Commands.Hashes;

/// <summary>HRANDFIELD.</summary>
internal static unsafe class HashRandom
{
    public static void HRandField(CommandContext c)
    {
        if (c.ArgCount == 2)
        {
            RandomOne(c);
            return;
        }
        if (!TryArguments(c, out long count, out bool withValues) || !c.TryRead(1, RedisType.Hash, out Entry entry))
            return;
        if (entry.IsNull || count == 0)
            c.Reply.Array(0);
        else if (count < 0)
            Repeated(c, HashAccess.Open(c, entry), -count, withValues);
        else
            Different(c, HashAccess.Open(c, entry), count, withValues);
    }

    private static void RandomOne(CommandContext c)
    {
        if (!c.TryRead(1, RedisType.Hash, out Entry entry))
            return;
        if (entry.IsNull)
            c.Reply.Null();
        else
            Repeat(c, HashAccess.Open(c, entry), 1, withValues: false);
    }

    private static bool TryArguments(CommandContext c, out long count, out bool withValues)
    {
        withValues = c.ArgCount == 4 && c.IsOption(3, "WITHVALUES"u8);
        if (!RandomCount.TryRead(c, 2, out count))
            return false;
        if (c.ArgCount > 3 && !withValues)
        {
            c.Reply.Error(RespErrors.Syntax);
            return false;
        }
        return !withValues || RandomCount.FitsPairs(c, count);
    }

    private static void Repeated(CommandContext c, in HashObject hash, long count, bool withValues)
    {
        if (!RandomCount.FitsReply(c, count))
            return;
        Begin(c, count, withValues);
        Repeat(c, hash, count, withValues);
    }

    private static void Repeat(CommandContext c, in HashObject hash, long count, bool withValues)
    {
        ref FastRandom random = ref c.DatabaseOf(c.Arg(1)).Shard.Random;
        var picker = new HashFieldPicker(hash);
        for (; count > 0; count--)
        {
            picker.Pick(ref random);
            Write(c, picker.Field, picker.Value, withValues);
        }
        picker.Dispose();
    }

    private static void Different(CommandContext c, in HashObject hash, long count, bool withValues)
    {
        ref FastRandom random = ref c.DatabaseOf(c.Arg(1)).Shard.Random;
        long length = hash.Length;
        count = Math.Min(count, length);
        Begin(c, count, withValues);
        if (hash.IsListpack || count == length)
        {
            Sample(c, hash, count, withValues, ref random);
            return;
        }
        nint[] drawn = RandomDraw.Draw(hash.Table, (int)count, ref random);
        for (int i = 0; i < count; i++)
            Write(c, HashObject.FieldOf((byte*)drawn[i]), HashObject.ValueOf((byte*)drawn[i]), withValues);
        RandomDraw.Return(drawn);
    }

    /// <summary>One pass over the fields: each is taken with the chance that the rest of the draw leaves it.</summary>
    private static void Sample(CommandContext c, in HashObject hash, long count, bool withValues, ref FastRandom random)
    {
        long left = hash.Length;
        foreach (HashFields field in hash)
        {
            if (random.Next(left--) >= count)
                continue;
            Write(c, field.Field, field.Value, withValues);
            if (--count == 0)
                return;
        }
    }

    private static void Begin(CommandContext c, long count, bool withValues) =>
        c.Reply.Array(withValues && !c.Reply.Resp3 ? count * 2 : count);

    private static void Write(CommandContext c, ElementValue field, ElementValue value, bool withValues)
    {
        if (withValues && c.Reply.Resp3)
            c.Reply.Array(2);
        c.Reply.Bulk(field);
        if (withValues)
            c.Reply.Bulk(value);
    }
}
