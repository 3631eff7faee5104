using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Hashes;

namespace MtcpRedis.Keyspace.Commands.Hashes;

/// <summary>Commands that read fields of a hash.</summary>
internal static class HashReads
{
    public static void HGet(CommandContext c)
    {
        if (!c.TryRead(1, RedisType.Hash, out Entry entry))
            return;
        if (!entry.IsNull && HashAccess.Open(c, entry).TryGet(c.Arg(2), out ElementValue value))
            c.Reply.Bulk(value);
        else
            c.Reply.Null();
    }

    public static void HMGet(CommandContext c)
    {
        if (!c.TryRead(1, RedisType.Hash, out Entry entry))
            return;
        HashObject hash = entry.IsNull ? default : HashAccess.Open(c, entry);
        c.Reply.Array(c.ArgCount - 2);
        for (int i = 2; i < c.ArgCount; i++)
        {
            if (!entry.IsNull && hash.TryGet(c.Arg(i), out ElementValue value))
                c.Reply.Bulk(value);
            else
                c.Reply.Null();
        }
    }

    public static void HLen(CommandContext c)
    {
        if (c.TryRead(1, RedisType.Hash, out Entry entry))
            c.Reply.Integer(entry.IsNull ? 0 : HashAccess.Open(c, entry).Length);
    }

    public static void HStrLen(CommandContext c)
    {
        if (!c.TryRead(1, RedisType.Hash, out Entry entry))
            return;
        bool found = HashAccess.TryFind(c, entry, out ElementValue value);
        c.Reply.Integer(found ? value.Length : 0);
    }

    public static void HExists(CommandContext c)
    {
        if (c.TryRead(1, RedisType.Hash, out Entry entry))
            c.Reply.Integer(HashAccess.TryFind(c, entry, out _) ? 1 : 0);
    }

    public static void HGetAll(CommandContext c)
    {
        if (!c.TryRead(1, RedisType.Hash, out Entry entry))
            return;
        c.Reply.Map(entry.IsNull ? 0 : HashAccess.Open(c, entry).Length);
        Write(c, entry, fields: true, values: true);
    }

    public static void HKeys(CommandContext c) => List(c, fields: true, values: false);

    public static void HVals(CommandContext c) => List(c, fields: false, values: true);

    private static void List(CommandContext c, bool fields, bool values)
    {
        if (!c.TryRead(1, RedisType.Hash, out Entry entry))
            return;
        c.Reply.Array(entry.IsNull ? 0 : HashAccess.Open(c, entry).Length);
        Write(c, entry, fields, values);
    }

    private static void Write(CommandContext c, Entry entry, bool fields, bool values)
    {
        if (entry.IsNull)
            return;
        foreach (HashFields field in HashAccess.Open(c, entry))
        {
            if (fields)
                c.Reply.Bulk(field.Field);
            if (values)
                c.Reply.Bulk(field.Value);
        }
    }
}
