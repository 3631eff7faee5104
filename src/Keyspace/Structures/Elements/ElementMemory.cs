using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.Elements;

/// <summary>Memory of the element blocks of a table.</summary>
internal static unsafe class ElementMemory
{
    /// <summary>Bytes of all elements; with <paramref name="samples"/> above 0 an estimate from that many of them.</summary>
    internal static long Of(TableEnumerator elements, long count, long samples)
    {
        long seen = 0;
        long bytes = 0;
        while ((samples <= 0 || seen < samples) && elements.MoveNext())
        {
            bytes += Arena.UsableSize(elements.Current);
            seen++;
        }

        return seen == 0 ? 0 : (long)((double)bytes / seen * count);
    }
}
