using MtcpRedis.Keyspace.Commands.Lists;
using MtcpRedis.Keyspace.Commands.Sets;
using MtcpRedis.Keyspace.Commands.SortedSets;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.Sorting;

/// <summary>Copies the elements of a list, set or sorted set into the workspace.</summary>
internal static class SortSource
{
    /// <summary>Loads the elements; where the order stays as it is, only those in the range.</summary>
    /// <param name="work">Receives them.</param>
    /// <param name="database">Owner of the key.</param>
    /// <param name="entry">The key.</param>
    /// <param name="options">The options.</param>
    /// <param name="range">The part wanted; becomes that of the elements loaded.</param>
    /// <returns>False when there is too much text.</returns>
    public static bool TryLoad(SortWorkspace work, Database database, Entry entry, in SortOptions options, ref SortRange range)
    {
        if (entry.Type == RedisType.Set)
            return TryLoadSet(work, database, entry);
        SortRange wanted = range;
        bool descending = options.KeepsOrder && options.Descending;
        if (options.KeepsOrder)
            range = wanted with { First = 0 };
        else
            wanted = new SortRange(0, ValueTypes.Of(entry.Type).ElementCount(entry));
        return entry.Type == RedisType.List
            ? TryLoadList(work, database, entry, wanted, descending)
            : TryLoadSortedSet(work, database, entry, wanted, descending);
    }

    private static bool TryLoadSet(SortWorkspace work, Database database, Entry entry)
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        foreach (ElementValue member in SetAccess.Open(database, entry))
        {
            if (!TryAdd(work, member.AsText(scratch)))
                return false;
        }
        return true;
    }

    private static bool TryLoadList(SortWorkspace work, Database database, Entry entry, SortRange range, bool descending)
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        ListObject list = ListAccess.Open(database, entry);
        ListCursor at = range.Count == 0 ? ListCursor.None : list.Seek(descending ? list.Length - 1 - range.First : range.First);
        for (long i = 0; i < range.Count && !at.IsNone; i++)
        {
            if (!TryAdd(work, list.Read(at).AsText(scratch)))
                return false;
            at = descending ? list.Previous(at) : list.Next(at);
        }
        return true;
    }

    private static bool TryLoadSortedSet(SortWorkspace work, Database database, Entry entry, SortRange range, bool descending)
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        SortedSetObject set = SortedSetAccess.Open(database, entry);
        SortedSetPlace at = range.Count == 0 ? default : set.At(descending ? set.Count - 1 - range.First : range.First);
        for (long i = 0; i < range.Count && !at.IsNone; i++)
        {
            if (!TryAdd(work, set.Member(at, scratch)))
                return false;
            at = descending ? set.Previous(at) : set.Next(at);
        }
        return true;
    }

    private static bool TryAdd(SortWorkspace work, ReadOnlySpan<byte> text)
    {
        if (!work.TryKeep(text, out int at))
            return false;
        work.Items.Add(new SortItem { Text = at, Length = text.Length, WeightLength = -1 });
        return true;
    }
}
