using System.Runtime.CompilerServices;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;

namespace MtcpRedis.Keyspace.Commands.Lists;

/// <summary>Lists in and out of their keys.</summary>
internal static class ListAccess
{
    /// <summary>Views the list of a key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ListObject Open(Database database, Entry entry) =>
        new(database.Arena, EncodingOf(entry.Encoding), entry.Word, LimitsOf(database));

    /// <summary>Makes an empty list that no key owns yet.</summary>
    public static ListObject Create(Database database) => ListObject.Create(database.Arena, LimitsOf(database));

    /// <summary>Views the list of a key, or makes an empty one where there is no key.</summary>
    /// <remarks>Written in place: in a profile of RPUSH the copy of a returned view waited for the fields just written.</remarks>
    public static void OpenOrCreate(Database database, Entry entry, out ListObject list)
    {
        if (entry.IsNull)
            list = Create(database);
        else
            list = Open(database, entry);
    }

    /// <summary>Takes over a changed list, or removes the key when nothing is left of it.</summary>
    /// <returns>Whether the key was removed; its event is still to be told.</returns>
    public static bool Store(Database database, ReadOnlySpan<byte> key, Entry entry, in ListObject list)
    {
        entry.Encoding = EncodingOf(list.Encoding);
        entry.Word = list.Word;
        return list.Length == 0 && database.Remove(key);
    }

    /// <summary>Gives a key that does not exist a list.</summary>
    public static void Add(Database database, ReadOnlySpan<byte> key, in ListObject list) =>
        database.Add(key, RedisType.List, EncodingOf(list.Encoding), list.Word);

    /// <summary>Takes over a list from which elements were removed, and tells of it.</summary>
    public static void StoreAfterRemoval(
        Database database, ReadOnlySpan<byte> key, Entry entry, in ListObject list, ReadOnlySpan<byte> eventName)
    {
        bool removed = Store(database, key, entry, list);
        database.Changed(key, KeyspaceEventClasses.List, eventName);
        if (removed)
            database.Shard.Notify(database.Index, KeyspaceEventClasses.Generic, "del"u8, key);
    }

    internal static ListEncoding EncodingOf(ValueEncoding encoding) =>
        encoding == ValueEncoding.Quicklist ? ListEncoding.Quicklist : ListEncoding.Listpack;

    private static ValueEncoding EncodingOf(ListEncoding encoding) =>
        encoding == ListEncoding.Quicklist ? ValueEncoding.Quicklist : ValueEncoding.Listpack;

    private static ListLimits LimitsOf(Database database) => new(database.Shard.Settings.ListMaxListpackSize);
}
