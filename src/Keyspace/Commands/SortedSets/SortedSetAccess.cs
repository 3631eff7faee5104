using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>The way of commands to the sorted set of a key and back.</summary>
internal static class SortedSetAccess
{
    /// <summary>Views the sorted set of a key.</summary>
    public static SortedSetObject Open(Database database, Entry entry) =>
        new(database.Arena, entry.Encoding, entry.Word, SortedSetLimits.Of(database.Shard.Settings));

    /// <summary>An empty set in the arena of a database.</summary>
    public static SortedSetObject Create(Database database) =>
        SortedSetObject.Create(database.Arena, SortedSetLimits.Of(database.Shard.Settings));

    /// <summary>Finds a sorted set for reading; false when there is none to read.</summary>
    /// <param name="c">The call.</param>
    /// <param name="index">Position of the key.</param>
    /// <param name="set">The set.</param>
    /// <param name="replied">Whether the error for a wrong type has been replied; else the key is missing.</param>
    public static bool TryRead(CommandContext c, int index, out SortedSetObject set, out bool replied)
    {
        var key = c.Arg(index);
        var database = c.DatabaseOf(key);
        var entry = database.FindForRead(key);
        replied = !c.CheckType(entry, RedisType.SortedSet);
        if (entry.IsNull || replied)
        {
            set = default;
            return false;
        }

        set = Open(database, entry);
        return true;
    }

    /// <summary>Notes in the key what an operation may have changed.</summary>
    public static void Close(Entry entry, in SortedSetObject set)
    {
        entry.Encoding = set.Encoding;
        entry.Word = set.Word;
    }

    /// <summary>After members were removed: says so, and removes the key of an empty set.</summary>
    public static void CloseAfterRemoval(
        Database database, Entry entry, ReadOnlySpan<byte> key, in SortedSetObject set, ReadOnlySpan<byte> eventName)
    {
        Close(entry, set);
        database.Changed(key, KeyspaceEventClasses.SortedSet, eventName);
        if (set.Count == 0)
        {
            database.Remove(key);
            database.Shard.Notify(database.Index, KeyspaceEventClasses.Generic, "del"u8, key);
        }
    }

    /// <summary>Puts a result, which was built in the arena of its key, in the place of whatever the key held; nothing if it is empty.</summary>
    /// <returns>Number of members.</returns>
    public static long Store(CommandContext c, ReadOnlySpan<byte> key, ref SortedSetObject result, ReadOnlySpan<byte> eventName)
    {
        var count = result.Count;
        if (count == 0)
        {
            result.Free();
            RemoveDestination(c, key);
            return 0;
        }

        var database = c.DatabaseOf(key);
        database.Find(key); // A key whose time has come goes as expired, not as overwritten.
        database.Overwrite(key, RedisType.SortedSet, result.Encoding, result.Word);
        database.Changed(key, KeyspaceEventClasses.SortedSet, eventName);
        return count;
    }

    /// <summary>Removes the destination of a result that is empty.</summary>
    public static void RemoveDestination(CommandContext c, ReadOnlySpan<byte> key)
    {
        var database = c.DatabaseOf(key);
        if (!database.Find(key).IsNull)
        {
            database.Remove(key);
            database.Changed(key, KeyspaceEventClasses.Generic, "del"u8);
        }
    }
}
