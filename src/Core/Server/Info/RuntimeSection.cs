using System.Text;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Info;

/// <summary>INFO runtime: what the managed runtime did, and how busy the cores were.</summary>
internal static class RuntimeSection
{
    public static void Write(Node node, StringBuilder text)
    {
        text.Line("gc_allocated_bytes", GC.GetTotalAllocatedBytes(precise: true))
            .Line("gc_collections", GC.CollectionCount(0))
            .Line("gc_collections_gen1", GC.CollectionCount(1))
            .Line("gc_collections_gen2", GC.CollectionCount(2))
            .Line("gc_pause_max_usec", node.Pauses.LongestMicroseconds)
            .Line("gc_pause_total_usec", (long)GC.GetTotalPauseDuration().TotalMicroseconds)
            .Line("gc_heap_bytes", GC.GetTotalMemory(forceFullCollection: false));
        foreach (CoreLoop core in node.Cores)
        {
            text.Line(
                $"core_{core.Index}",
                $"busy_turns={core.Statistics.BusyTurns},idle_turns={core.Statistics.IdleTurns},gather_waits={core.Transport.Statistics.GatherWaits}");
        }
    }
}
