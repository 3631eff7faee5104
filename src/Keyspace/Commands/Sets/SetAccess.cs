using System.Runtime.CompilerServices;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures.Sets;

namespace MtcpRedis.Keyspace.Commands.Sets;

/// <summary>Sets in and out of their keys.</summary>
internal static class SetAccess
{
    /// <summary>Views the set of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SetObject Open(Database database, Entry entry) =>
        new(database.Arena, entry.Encoding, entry.Word, LimitsOf(database));

    /// <summary>Views the set of the key at argument 1.</summary>
    public static SetObject Open(CommandContext c, Entry entry) => Open(c.DatabaseOf(c.Arg(1)), entry);

    /// <summary>Views the set of a key to which members are added, or makes one that no key owns yet.</summary>
    /// <param name="database">Owner of the key.</param>
    /// <param name="entry">The key, or null.</param>
    /// <param name="first">The first member to add.</param>
    /// <param name="count">Number of members to add.</param>
    public static SetObject OpenToAdd(Database database, Entry entry, ReadOnlySpan<byte> first, long count)
    {
        if (entry.IsNull)
            return SetObject.CreateFor(database.Arena, first, count, LimitsOf(database));
        SetObject set = Open(database, entry);
        set.PrepareToAdd(count);
        return set;
    }

    /// <summary>Makes an empty set in a certain encoding that no key owns yet.</summary>
    public static SetObject Create(Database database, ValueEncoding encoding) =>
        SetObject.Create(database.Arena, encoding, LimitsOf(database));

    /// <summary>Takes over a set that may have changed, or is new.</summary>
    public static void Store(Database database, ReadOnlySpan<byte> key, Entry entry, in SetObject set)
    {
        if (entry.IsNull)
        {
            database.Add(key, RedisType.Set, set.Encoding, set.Word);
            return;
        }
        entry.Encoding = set.Encoding;
        entry.Word = set.Word;
    }

    /// <summary>Takes over a set from which members were removed, tells of it, and removes the key if nothing is left.</summary>
    public static void StoreAfterRemoval(
        Database database, ReadOnlySpan<byte> key, Entry entry, in SetObject set, long removed, ReadOnlySpan<byte> eventName)
    {
        Store(database, key, entry, set);
        database.Changed(key, KeyspaceEventClasses.Set, eventName);
        database.Shard.Dirty += removed - 1;
        if (set.Count > 0)
            return;
        database.Remove(key);
        database.Shard.Notify(database.Index, KeyspaceEventClasses.Generic, "del"u8, key);
    }

    private static SetLimits LimitsOf(Database database)
    {
        KeyspaceSettings settings = database.Shard.Settings;
        return new SetLimits(settings.SetMaxIntsetEntries, settings.SetMaxListpackEntries, settings.SetMaxListpackValue);
    }
}
