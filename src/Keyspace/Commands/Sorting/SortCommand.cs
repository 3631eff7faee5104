using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Commands.SortedSets;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.Sorting;

/// <summary>SORT and SORT_RO.</summary>
internal static class SortCommand
{
    public static void Sort(CommandContext c) => Run(c, readOnly: false);

    public static void SortReadOnly(CommandContext c) => Run(c, readOnly: true);

    private static void Run(CommandContext c, bool readOnly)
    {
        SortWorkspace work = SortWorkspace.Rent();
        if (!SortOptions.TryParse(c, work, readOnly, out SortOptions options) || !TrySource(c, out Database database, out Entry entry))
            return;
        SortRange range = default;
        if (!entry.IsNull)
        {
            if (options.KeepsOrder && entry.Type == RedisType.Set && options.StoreAt != 0)
                options.SortAsText();
            range = SortRange.Of(options, ValueTypes.Of(entry.Type).ElementCount(entry));
            if (!SortSource.TryLoad(work, database, entry, options, ref range) || !TryOrder(c, work, options, out bool isNumeric))
            {
                c.Reply.Error("ERR the elements and what they are sorted by are too long to be sorted"u8);
                return;
            }
            if (!isNumeric)
            {
                c.Reply.Error("ERR One or more scores can't be converted into double"u8);
                return;
            }
        }
        if (options.StoreAt != 0)
            SortOutput.Store(c, work, range, options.StoreAt);
        else
            SortOutput.Reply(c, work, range);
    }

    private static bool TrySource(CommandContext c, out Database database, out Entry entry)
    {
        ReadOnlySpan<byte> key = c.Arg(1);
        database = c.DatabaseOf(key);
        entry = database.FindForRead(key);
        if (entry.IsNull || entry.Type is RedisType.List or RedisType.Set)
            return true;
        if (entry.Type != RedisType.SortedSet)
        {
            c.Reply.Error(RespErrors.WrongType);
            return false;
        }
        // Redis sorts sorted sets in their large form only and leaves them in it, which OBJECT ENCODING shows.
        SortedSetObject set = SortedSetAccess.Open(database, entry);
        if (set.IsListpack)
        {
            set.ConvertToTable();
            SortedSetAccess.Close(entry, set);
        }
        return true;
    }

    /// <summary>Sorts the elements; false when there is too much text.</summary>
    private static bool TryOrder(CommandContext c, SortWorkspace work, in SortOptions options, out bool isNumeric)
    {
        isNumeric = true;
        if (options.KeepsOrder)
            return true;
        if (!options.Alpha || options.ByAt != 0)
        {
            for (int i = 0; i < work.Items.Count; i++)
            {
                if (!TryWeigh(c, work, options, i, ref isNumeric))
                    return false;
            }
        }
        if (isNumeric)
            work.Span.Sort(new SortComparer(work, options.Alpha, options.ByAt != 0, options.Descending));
        return true;
    }

    private static bool TryWeigh(CommandContext c, SortWorkspace work, in SortOptions options, int index, ref bool isNumeric)
    {
        Span<byte> scratch = stackalloc byte[StringValue.ScratchSize];
        ReadOnlySpan<byte> element = work.Text(work.Items[index]);
        scoped ReadOnlySpan<byte> weight = element;
        if (options.ByAt != 0)
        {
            if (!SortPattern.TryLookUp(c, work, c.Arg(options.ByAt), element, scratch, out ReadOnlySpan<byte> found))
                return true;
            weight = found;
        }
        ref SortItem item = ref work.Items[index];
        if (!options.Alpha)
        {
            // Redis reads a C string: a zero byte ends it.
            int zero = weight.IndexOf((byte)0);
            isNumeric &= DoubleText.TryParseSortWeight(zero < 0 ? weight : weight[..zero], out item.Score);
            return true;
        }
        item.WeightLength = weight.Length;
        return work.TryKeep(weight, out item.Weight);
    }
}
