using System.Runtime.Intrinsics.X86;
using MtcpRedis.Core.Hashing;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>Computes tags anew from the keys, for segments whose tags have too few telling bits left or begin at different bits.</summary>
internal static unsafe class TableTags<TLayout>
    where TLayout : struct, ITableLayout
{
    private const int PrefetchDistance = 8;

    /// <summary>Gives slots the tags that begin at a hash bit and sorts them.</summary>
    /// <param name="slots">Slots without empty ones, sorted or nearly so by hash.</param>
    /// <param name="count">Their number.</param>
    /// <param name="tagBase">First hash bit of the new tags, counted from the top.</param>
    public static void Renew(ulong* slots, int count, int tagBase)
    {
        for (int i = 0; i < count; i++)
        {
            if (Sse.IsSupported && i + PrefetchDistance < count)
            {
                Sse.Prefetch0(Slot.Element(slots[i + PrefetchDistance]));
            }

            byte* element = Slot.Element(slots[i]);
            slots[i] = Slot.Make(element, Slot.TagOf(KeyHash.Of(TLayout.Key(element)), tagBase));
        }

        SortByTag(slots, count);
    }

    // Insertion sort: only slots that had equal tags before can be out of order. Stable, and equal tags need no order.
    private static void SortByTag(ulong* slots, int count)
    {
        for (int i = 1; i < count; i++)
        {
            ulong slot = slots[i];
            int place = i;
            while (place > 0 && Slot.Tag(slots[place - 1]) > Slot.Tag(slot))
            {
                slots[place] = slots[place - 1];
                place--;
            }

            slots[place] = slot;
        }
    }
}
