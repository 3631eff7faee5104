using System.Runtime.CompilerServices;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Hashes;

namespace MtcpRedis.Keyspace.Commands.Hashes;

/// <summary>Hashes in and out of their keys.</summary>
internal static class HashAccess
{
    /// <summary>Views the hash of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static HashObject Open(Database database, Entry entry) =>
        new(database.Arena, entry.Encoding, entry.Word, LimitsOf(database));

    /// <summary>Views the hash of the key at argument 1.</summary>
    public static HashObject Open(CommandContext c, Entry entry) => Open(c.DatabaseOf(c.Arg(1)), entry);

    /// <summary>Finds the field at argument 2 in the hash of the key at argument 1, which may be missing.</summary>
    public static bool TryFind(CommandContext c, Entry entry, out ElementValue value)
    {
        value = default;
        return !entry.IsNull && Open(c, entry).TryGet(c.Arg(2), out value);
    }

    /// <summary>Views the hash of a key, or makes one that no key owns yet.</summary>
    public static HashObject OpenOrCreate(Database database, Entry entry) =>
        entry.IsNull ? HashObject.Create(database.Arena, LimitsOf(database)) : Open(database, entry);

    /// <summary>Takes over a changed hash, which may be a new one, and tells of the change.</summary>
    public static void Store(
        Database database, ReadOnlySpan<byte> key, Entry entry, in HashObject hash, ReadOnlySpan<byte> eventName)
    {
        if (entry.IsNull)
        {
            database.Add(key, RedisType.Hash, hash.Encoding, hash.Word);
        }
        else
        {
            entry.Encoding = hash.Encoding;
            entry.Word = hash.Word;
        }
        database.Changed(key, KeyspaceEventClasses.Hash, eventName);
    }

    private static HashLimits LimitsOf(Database database) =>
        new(database.Shard.Settings.HashMaxListpackEntries, database.Shard.Settings.HashMaxListpackValue);
}
