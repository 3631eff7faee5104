using MtcpRedis.Keyspace.Commands.Lists;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;

namespace MtcpRedis.Keyspace.Commands.Sorting;

/// <summary>What SORT does with the sorted elements: replies or stores them, or what GET finds for them.</summary>
internal static class SortOutput
{
    public static void Reply(CommandContext c, SortWorkspace work, SortRange range)
    {
        Span<byte> scratch = stackalloc byte[StringValue.ScratchSize];
        c.Reply.Array(range.Count * Math.Max(1, work.Gets.Count));
        for (long i = 0; i < range.Count; i++)
        {
            ReadOnlySpan<byte> element = work.Text(work.Items[(int)(range.First + i)]);
            if (work.Gets.Count == 0)
                c.Reply.Bulk(element);
            for (int get = 0; get < work.Gets.Count; get++)
            {
                if (SortPattern.TryLookUp(c, work, c.Arg(work.Gets[get]), element, scratch, out ReadOnlySpan<byte> value))
                    c.Reply.Bulk(value);
                else
                    c.Reply.Null();
            }
        }
    }

    /// <summary>Stores as a list, missing values as empty texts; nothing to store removes the key.</summary>
    public static void Store(CommandContext c, SortWorkspace work, SortRange range, int argument)
    {
        ReadOnlySpan<byte> key = c.Arg(argument);
        Database database = c.DatabaseOf(key);
        long count = range.Count * Math.Max(1, work.Gets.Count);
        if (count == 0)
        {
            bool existed = !database.Find(key).IsNull;
            database.Remove(key, c.Settings.LazyFreeLazyServerDel);
            if (existed)
                database.Changed(key, KeyspaceEventClasses.Generic, "del"u8);
            c.Reply.Integer(0);
            return;
        }
        ListObject list = Build(c, work, range, database);
        database.Remove(key, c.Settings.LazyFreeLazyServerDel);
        ListAccess.Add(database, key, list);
        database.Changed(key, KeyspaceEventClasses.List, "sortstore"u8);
        database.Shard.Dirty += count - 1;
        c.Reply.Integer(count);
    }

    private static ListObject Build(CommandContext c, SortWorkspace work, SortRange range, Database database)
    {
        Span<byte> scratch = stackalloc byte[StringValue.ScratchSize];
        ListObject list = ListAccess.Create(database);
        for (long i = 0; i < range.Count; i++)
        {
            ReadOnlySpan<byte> element = work.Text(work.Items[(int)(range.First + i)]);
            if (work.Gets.Count == 0)
                list.PushTail(element);
            for (int get = 0; get < work.Gets.Count; get++)
            {
                bool found = SortPattern.TryLookUp(c, work, c.Arg(work.Gets[get]), element, scratch, out ReadOnlySpan<byte> value);
                list.PushTail(found ? value : []);
            }
        }
        return list;
    }
}
