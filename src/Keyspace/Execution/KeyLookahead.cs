using MtcpRedis.Core.Hashing;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Execution;

/// <summary>
/// Goes ahead of the calls of a batch and starts loading the memory that they will touch, so that the misses of many calls overlap instead
/// of being waited for one by one: first the slots of the table for some calls, then the entries that the slots point to, then what
/// <see cref="ValueLookahead"/> finds in them.
/// </summary>
internal static unsafe class KeyLookahead
{
    /// <summary>
    /// Calls that are prepared together: enough to hide a miss of one behind the work for the others, and no more loads than a processor
    /// has under way at a time.
    /// </summary>
    public const int Distance = 16;

    /// <summary>Prepares some calls that run next.</summary>
    /// <param name="databases">The shard's databases.</param>
    /// <param name="plans">What to load, by the command's index.</param>
    /// <param name="records">The first of the calls.</param>
    /// <param name="count">How many, at most <see cref="Distance"/>.</param>
    /// <param name="arguments">Arguments of the batch.</param>
    public static void Prepare(
        Database[] databases, LookaheadPlan[] plans, CommandRecord* records, int count, ArgSlice* arguments)
    {
        bool entersValue = false;
        for (CommandRecord* record = records, end = records + count; record < end; record++)
        {
            // One with too few arguments was refused before it came here; a call of many keys looks them up itself.
            ref readonly LookaheadPlan plan = ref plans[record->Command];
            record->HasKeyHash = plan.Key > 0 && plan.Key < record->ArgCount;
            if (!record->HasKeyHash)
                continue;
            ulong hash = KeyHash.Of(arguments[record->FirstArg + plan.Key].Span);
            record->KeyHash = hash;
            databases[record->Database].Keys.Prefetch(hash);
            entersValue |= plan.EntersValue;
        }
        // Nothing would overlap with what a single call loads.
        if (count == 1)
            return;
        byte** entries = stackalloc byte*[Distance];
        for (int i = 0; i < count; i++)
        {
            CommandRecord* record = records + i;
            entries[i] = record->HasKeyHash ? databases[record->Database].Keys.PrefetchElement(record->KeyHash) : null;
        }
        if (entersValue)
            ValueLookahead.Prepare(entries, plans, records, count, arguments);
    }
}
