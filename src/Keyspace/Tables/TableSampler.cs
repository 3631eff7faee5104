using MtcpRedis.Core.Hashing;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>
/// Draws elements at random. A place is drawn from directory words times slots and rejected when it holds no element, so every
/// element has the same chance.
/// </summary>
internal static unsafe class TableSampler
{
    // Segments are at least a third full on average except after lopsided removals: this many misses practically never happen.
    private const int MaxTries = 512;

    /// <summary>Draws an element of a table that is not empty.</summary>
    public static byte* Draw(TableHeader* table, ref FastRandom random)
    {
        for (int i = 0; i < MaxTries; i++)
        {
            ulong position = random.NextUInt64();
            SegmentRef segment = table->SegmentOf(position);

            // A segment of smaller local depth stands in several words; only the first one counts.
            ulong surplus = (1UL << (table->Depth - segment.LocalDepth)) - 1;
            int capacity = segment.Size->Capacity;
            int bound = table->Depth == 0 ? capacity : SegmentSize.MaxCapacity;
            uint slot = (uint)(((position & uint.MaxValue) * (uint)bound) >> 32);
            if ((table->IndexOf(position) & surplus) == 0 && slot < capacity && segment.Slots[slot] != Slot.Empty)
            {
                return Slot.Element(segment.Slots[slot]);
            }
        }

        return DrawNear(table, random.NextUInt64());
    }

    // The first element at or after a position, going round.
    private static byte* DrawNear(TableHeader* table, ulong position)
    {
        while (true)
        {
            SegmentRef segment = table->SegmentOf(position);
            for (int i = segment.HomeOf(segment.TagOf(position)); i < segment.Size->Capacity; i++)
            {
                if (segment.Slots[i] != Slot.Empty)
                {
                    return Slot.Element(segment.Slots[i]);
                }
            }

            position = segment.LocalDepth == 0 ? 0 : (position | (ulong.MaxValue >> segment.LocalDepth)) + 1;
        }
    }
}
