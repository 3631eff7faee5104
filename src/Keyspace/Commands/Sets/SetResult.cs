using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Sets;

namespace MtcpRedis.Keyspace.Commands.Sets;

/// <summary>What the commands do with the set that they have computed.</summary>
internal static class SetResult
{
    /// <summary>Replies the members and gives the set back.</summary>
    public static void ReplyAndFree(CommandContext c, SetObject set)
    {
        c.Reply.Set(set.Count);
        foreach (ElementValue member in set)
            c.Reply.Bulk(member);
        set.Free();
    }

    /// <summary>
    /// Stores the set, which lives in the arena of the destination, at the key at argument 1, and replies how many members it has.
    /// An empty set is given back, and the key is removed.
    /// </summary>
    public static void Store(CommandContext c, SetObject set, ReadOnlySpan<byte> eventName)
    {
        ReadOnlySpan<byte> key = c.Arg(1);
        Database database = c.DatabaseOf(key);
        long count = set.Count;
        if (count == 0)
        {
            set.Free();
            StoreNothing(c);
            return;
        }
        database.Overwrite(key, RedisType.Set, set.Encoding, set.Word);
        database.Changed(key, KeyspaceEventClasses.Set, eventName);
        c.Reply.Integer(count);
    }

    /// <summary>Removes the key at argument 1 as the result is empty, and replies so.</summary>
    public static void StoreNothing(CommandContext c)
    {
        ReadOnlySpan<byte> key = c.Arg(1);
        Database database = c.DatabaseOf(key);
        if (!database.Find(key).IsNull)
        {
            database.Remove(key);
            database.Changed(key, KeyspaceEventClasses.Generic, "del"u8);
        }
        c.Reply.Integer(0);
    }
}
