namespace MtcpRedis.Keyspace.Structures;

/// <summary>Removal of elements by value, walking from one end.</summary>
internal static class ListMatching
{
    internal static long RemoveFromStart(ref ListObject list, scoped in ListNeedle needle, long limit)
    {
        long removed = 0;
        var place = list.Seek(0);
        while (!place.IsNone && removed < limit)
        {
            if (needle.Matches(list.Read(place)))
            {
                list.Delete(ref place);
                removed++;
            }
            else
            {
                place = list.Next(place);
            }
        }

        return removed;
    }

    internal static long RemoveFromEnd(ref ListObject list, scoped in ListNeedle needle, long limit)
    {
        long removed = 0;
        var place = list.Seek(-1);
        while (!place.IsNone && removed < limit)
        {
            if (!needle.Matches(list.Read(place)))
            {
                place = list.Previous(place);
                continue;
            }

            // The node of the removed entry may have moved, so the way back begins at the place after it.
            list.Delete(ref place);
            removed++;
            place = place.IsNone ? list.Seek(-1) : list.Previous(place);
        }

        return removed;
    }
}
