using System.Diagnostics;
using System.Text;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Info;

/// <summary>INFO memory: the arenas to the byte, and the process around them.</summary>
internal static class MemorySection
{
    private static long s_peak;

    public static void Write(Node node, StringBuilder text)
    {
        long arenas = node.Keyspace.UsedBytes;
        long mapped = node.Keyspace.Shards.Sum(shard => shard.Arena.MappedBytes);
        long heap = GC.GetTotalMemory(forceFullCollection: false);
        long used = arenas + heap;
        s_peak = Math.Max(s_peak, used);
        using Process process = Process.GetCurrentProcess();
        long rss = process.WorkingSet64;
        KeyspaceSettings settings = node.Keyspace.Settings.Value;
        text.Line("used_memory", used)
            .Line("used_memory_human", InfoLines.Human(used))
            .Line("used_memory_rss", rss)
            .Line("used_memory_rss_human", InfoLines.Human(rss))
            .Line("used_memory_peak", s_peak)
            .Line("used_memory_peak_human", InfoLines.Human(s_peak))
            .Line("used_memory_dataset", arenas)
            .Line("used_memory_arenas", arenas)
            .Line("used_memory_arenas_mapped", mapped)
            .Line("used_memory_managed_heap", heap)
            .Line("total_system_memory", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            .Line("maxmemory", settings.MaxMemory)
            .Line("maxmemory_human", InfoLines.Human(settings.MaxMemory))
            .Line("maxmemory_policy", node.Config.Get(["maxmemory-policy"])[0].Value)
            .Line("mem_fragmentation_ratio", (double)rss / Math.Max(1, used))
            .Line("mem_allocator", "mtcp-arena");
        foreach (KeyspaceShard shard in node.Keyspace.Shards)
        {
            text.Line(
                $"arena_{shard.Index}",
                $"used={shard.Arena.UsedBytes},mapped={shard.Arena.MappedBytes},blocks={shard.Arena.BlockCount}");
        }
    }
}
