using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures.Hashes;

namespace MtcpRedis.Keyspace.Commands.Hashes;

/// <summary>HSET, HMSET, HSETNX and HDEL.</summary>
internal static class HashWrites
{
    private const int FirstField = 2;

    public static void HSet(CommandContext c)
    {
        if (c.ArgCount % 2 != 0)
            c.Reply.Error("ERR wrong number of arguments for 'hset' command"u8);
        else if (TrySetAll(c, out long created))
            c.Reply.Integer(created);
    }

    public static void HMSet(CommandContext c)
    {
        if (c.ArgCount % 2 != 0)
            c.Reply.Error("ERR wrong number of arguments for 'hmset' command"u8);
        else if (TrySetAll(c, out _))
            c.Reply.Ok();
    }

    public static void HSetNx(CommandContext c)
    {
        if (!c.TryWrite(1, RedisType.Hash, out Database database, out Entry entry))
            return;
        if (HashAccess.TryFind(c, entry, out _))
        {
            c.Reply.Integer(0);
            return;
        }
        HashObject hash = HashAccess.OpenOrCreate(database, entry);
        Prepare(c, ref hash);
        hash.Set(c.Arg(2), c.Arg(3));
        HashAccess.Store(database, c.Arg(1), entry, hash, "hset"u8);
        c.Reply.Integer(1);
    }

    public static void HDel(CommandContext c)
    {
        if (!c.TryWrite(1, RedisType.Hash, out Database database, out Entry entry))
            return;
        long removed = 0;
        if (!entry.IsNull)
        {
            HashObject hash = HashAccess.Open(database, entry);
            for (int i = FirstField; i < c.ArgCount && hash.Length > 0; i++)
                removed += hash.Remove(c.Arg(i)) ? 1 : 0;
            if (removed > 0)
                StoreAfterRemoval(database, c.Arg(1), entry, hash, removed);
        }
        c.Reply.Integer(removed);
    }

    private static void StoreAfterRemoval(Database database, ReadOnlySpan<byte> key, Entry entry, in HashObject hash, long removed)
    {
        HashAccess.Store(database, key, entry, hash, "hdel"u8);
        database.Shard.Dirty += removed - 1;
        if (hash.Length > 0)
            return;
        database.Remove(key);
        database.Shard.Notify(database.Index, KeyspaceEventClasses.Generic, "del"u8, key);
    }

    private static bool TrySetAll(CommandContext c, out long created)
    {
        created = 0;
        if (!c.TryWrite(1, RedisType.Hash, out Database database, out Entry entry))
            return false;
        HashObject hash = HashAccess.OpenOrCreate(database, entry);
        Prepare(c, ref hash);
        for (int i = FirstField; i < c.ArgCount; i += 2)
            created += hash.Set(c.Arg(i), c.Arg(i + 1)) ? 1 : 0;
        HashAccess.Store(database, c.Arg(1), entry, hash, "hset"u8);
        database.Shard.Dirty += (c.ArgCount - FirstField) / 2 - 1;
        return true;
    }

    private static void Prepare(CommandContext c, ref HashObject hash)
    {
        if (!hash.IsListpack)
            return;
        long longest = 0;
        long bytes = 0;
        for (int i = FirstField; i < c.ArgCount; i++)
        {
            int length = c.Arg(i).Length;
            longest = Math.Max(longest, length);
            bytes += length;
        }
        hash.PrepareToSet((c.ArgCount - FirstField) / 2, longest, bytes);
    }
}
