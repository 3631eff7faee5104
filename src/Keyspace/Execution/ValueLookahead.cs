using System.Runtime.Intrinsics.X86;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Shards;
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
    /// <summary>Prepares calls whose entries are on their way; parameters as for <see cref="KeyLookahead.Prepare"/>.</summary>
    public static void Prepare(Database[] databases, LookaheadPlan[] plans, CommandRecord* records, int count, ArgSlice* arguments)
    {
        byte** tables = stackalloc byte*[KeyLookahead.Distance];
        ulong* members = stackalloc ulong[KeyLookahead.Distance];
        int found = 0;
        byte* value = null;
        bool isTable = false;
        CommandRecord* previous = null;
        for (CommandRecord* record = records, end = records + count; record < end; record++)
        {
            ref readonly LookaheadPlan plan = ref plans[record->Command];
            if (!record->HasKeyHash || !plan.EntersValue)
                continue;
            // Neighbouring calls often are for the same key.
            if (previous == null || previous->KeyHash != record->KeyHash || previous->Database != record->Database)
            {
                value = ValueOf(databases[record->Database], record->KeyHash, out isTable);
                previous = record;
            }
            if (!isTable || plan.Member == 0 || plan.Member >= record->ArgCount)
                continue;
            tables[found] = value;
            members[found] = KeyHash.Of(arguments[record->FirstArg + plan.Member].Span);
            TablePrefetch.Slots(value, members[found]);
            found++;
        }
        for (int i = 0; i < found; i++)
            TablePrefetch.Element(tables[i], members[i]);
    }

    /// <summary>The value's first block, or the table of its members.</summary>
    private static byte* ValueOf(Database database, ulong hash, out bool isTable)
    {
        isTable = false;
        var entry = new Entry(database.Keys.PrefetchElement(hash));
        if (entry.IsNull || entry.IsInline || entry.Type == RedisType.String)
            return null;
        byte* block = (byte*)entry.Word;
        switch (entry.Encoding)
        {
            case ValueEncoding.Hashtable:
                isTable = true;
                return block;
            case ValueEncoding.Skiplist:
                isTable = true;
                return ((SortedSetHeader*)block)->Table;
            default:
                if (Sse.IsSupported)
                    Sse.Prefetch0(block);
                return block;
        }
    }
}
