namespace MtcpRedis.Keyspace.Tables;

/// <summary>The state of a table, as DEBUG HTSTATS reports it.</summary>
/// <param name="Elements">Number of elements.</param>
/// <param name="Segments">Number of segments.</param>
/// <param name="Slots">Number of slots of all segments.</param>
/// <param name="DirectoryDepth">Logarithm of the number of directory words.</param>
/// <param name="LongestProbe">Most slots between the home of an element and its place.</param>
/// <param name="AverageProbe">Mean of that distance.</param>
/// <param name="Bytes">Bytes of the table without its elements.</param>
public readonly record struct TableStatistics(
    long Elements, long Segments, long Slots, int DirectoryDepth, int LongestProbe, double AverageProbe, long Bytes)
{
    internal static unsafe TableStatistics Of(TableHeader* table)
    {
        long segments = 0;
        long slots = 0;
        int longest = 0;
        long distances = 0;
        for (ulong index = 0; table->Count > 0 && index >> table->Depth == 0; index += TableSegments.WordsOf(table, index))
        {
            var segment = new SegmentRef(table->Directory[index]);
            segments++;
            slots += segment.Size->Capacity;
            for (int i = 0; i < segment.Size->Capacity; i++)
            {
                if (segment.Slots[i] != Slot.Empty)
                {
                    int distance = i - segment.HomeOf(Slot.Tag(segment.Slots[i]));
                    longest = Math.Max(longest, distance);
                    distances += distance;
                }
            }
        }

        double average = table->Count > 0 ? (double)distances / table->Count : 0;
        return new TableStatistics(table->Count, segments, slots, table->Depth, longest, average, table->Bytes);
    }
}
