using MtcpRedis.Core.Hashing;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>
/// Walks a table in the order of the hashes. A cursor is the number of the first hash (its top 48 bits) not visited yet, so it
/// means the same whatever becomes of segments and directory between two calls.
/// </summary>
internal static unsafe class TableScan<TLayout>
    where TLayout : struct, ITableLayout
{
    // A cursor leaves these low bits of the hash out.
    private const int CursorShift = 64 - PointerTable<TLayout>.CursorBits;

    /// <summary>Visits whole ranges of hashes until enough elements were visited.</summary>
    public static ulong Run<TVisitor>(TableHeader* table, ulong cursor, long minElements, ref TVisitor visitor)
        where TVisitor : struct, ITableVisitor
    {
        ulong position = cursor << CursorShift;
        long wanted = Math.Max(minElements, 1);
        while (table->Count > 0)
        {
            SegmentRef segment = table->SegmentOf(position);
            ulong stop = Visit(segment, position, ref wanted, ref visitor);
            if (stop != 0)
            {
                return stop >> CursorShift;
            }

            // 0 both for a single segment, whose range is everything, and behind the last one.
            position = segment.LocalDepth == 0 ? 0 : (position | (ulong.MaxValue >> segment.LocalDepth)) + 1;
            if (position == 0 || wanted <= 0)
            {
                return position >> CursorShift;
            }
        }

        return 0;
    }

    // Returns the position of the first element left out, or 0 when the segment was visited to its end.
    private static ulong Visit<TVisitor>(SegmentRef segment, ulong position, ref long wanted, ref TVisitor visitor)
        where TVisitor : struct, ITableVisitor
    {
        uint from = segment.TagOf(position);
        bool isTagStart = PositionOf(segment, position, from) == position;
        uint last = uint.MaxValue;
        int capacity = segment.Size->Capacity;
        for (int i = segment.HomeOf(from); i < capacity; i++)
        {
            ulong slot = segment.Slots[i];
            uint tag = Slot.Tag(slot);
            if (slot == Slot.Empty || tag < from)
            {
                continue;
            }

            byte* element = Slot.Element(slot);
            if (tag == from && !isTagStart && KeyHash.Of(TLayout.Key(element)) < position)
            {
                continue;
            }

            // Elements with one tag are not told apart by a position, so they are visited together.
            if (wanted <= 0 && tag != last)
            {
                return PositionOf(segment, position, tag);
            }

            visitor.Visit(element);
            wanted--;
            last = tag;
        }

        return 0;
    }

    // The first hash that has a tag, in the segment that a hash belongs to.
    private static ulong PositionOf(SegmentRef segment, ulong hash, uint tag)
    {
        int tagBase = segment.TagBase;
        ulong prefix = hash & ~(ulong.MaxValue >> tagBase);
        return prefix | ((ulong)tag << Slot.TagShift >> tagBase);
    }
}
