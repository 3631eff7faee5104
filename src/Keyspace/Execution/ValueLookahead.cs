using System.Runtime.Intrinsics.X86;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Structures.SortedSets;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Execution;

/// <summary>
/// The second half of looking ahead, for values with blocks of their own: starts loading the block of a small value, and the slots and the
/// element of the member that a call names in a large one.
/// </summary>
/// <remarks>Everything here is a guess that costs time if it is wrong and nothing else: no pointer outlives the preparation.</remarks>
internal static unsafe class ValueLookahead
{
    /// <summary>Prepares calls whose entries are on their way.</summary>
    /// <param name="entries">For each call an entry that is likely its key's, or null.</param>
    /// <param name="plans">What to load, by the command's index.</param>
    /// <param name="records">The first of the calls.</param>
    /// <param name="count">How many, at most <see cref="KeyLookahead.Distance"/>.</param>
    /// <param name="arguments">Arguments of the batch.</param>
    public static void Prepare(byte** entries, LookaheadPlan[] plans, CommandRecord* records, int count, ArgSlice* arguments)
    {
        byte** tables = stackalloc byte*[KeyLookahead.Distance];
        ulong* members = stackalloc ulong[KeyLookahead.Distance];
        int found = 0;
        byte* previous = null;
        byte* table = null;
        for (int i = 0; i < count; i++)
        {
            CommandRecord* record = records + i;
            ref readonly LookaheadPlan plan = ref plans[record->Command];
            if (!plan.EntersValue || entries[i] == null)
                continue;
            // Neighbouring calls often are for the same key.
            if (entries[i] != previous)
            {
                previous = entries[i];
                table = TableOf(new Entry(previous));
            }
            if (table == null || plan.Member == 0 || plan.Member >= record->ArgCount)
                continue;
            tables[found] = table;
            members[found] = KeyHash.Of(arguments[record->FirstArg + plan.Member].Span);
            TablePrefetch.Slots(table, members[found]);
            found++;
        }
        for (int i = 0; i < found; i++)
            TablePrefetch.Element(tables[i], members[i]);
    }

    /// <summary>The table of the value's members; null for a value without one, whose first block starts loading.</summary>
    private static byte* TableOf(Entry entry)
    {
        if (entry.IsInline || entry.Type == RedisType.String)
            return null;
        byte* block = (byte*)entry.Word;
        switch (entry.Encoding)
        {
            case ValueEncoding.Hashtable:
                return block;
            case ValueEncoding.Skiplist:
                return ((SortedSetHeader*)block)->Table;
            default:
                if (Sse.IsSupported)
                    Sse.Prefetch0(block);
                return null;
        }
    }
}
