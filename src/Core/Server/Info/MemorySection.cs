using System.Text;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Diagnostics;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Info;

/// <summary>INFO memory: the arenas to the byte, and the process around them.</summary>
internal static class MemorySection
{
    public static void Write(Node node, StringBuilder text)
    {
        MemoryFigures memory = MemoryFigures.Of(node);
        KeyspaceSettings settings = node.Keyspace.Settings.Value;
        text.Line("used_memory", memory.Used)
            .Line("used_memory_human", InfoLines.Human(memory.Used))
            .Line("used_memory_rss", memory.Resident)
            .Line("used_memory_rss_human", InfoLines.Human(memory.Resident))
            .Line("used_memory_peak", memory.Peak)
            .Line("used_memory_peak_human", InfoLines.Human(memory.Peak))
            .Line("used_memory_dataset", memory.Arenas)
            .Line("used_memory_arenas", memory.Arenas)
            .Line("used_memory_arenas_mapped", memory.Mapped)
            .Line("used_memory_managed_heap", memory.Heap)
            .Line("total_system_memory", GC.GetGCMemoryInfo().TotalAvailableMemoryBytes)
            .Line("maxmemory", settings.MaxMemory)
            .Line("maxmemory_human", InfoLines.Human(settings.MaxMemory))
            .Line("maxmemory_policy", node.Config.Get(["maxmemory-policy"])[0].Value)
            .Line("mem_fragmentation_ratio", memory.Fragmentation)
            .Line("mem_allocator", "mtcp-arena")
            .Line("lazyfree_pending_objects", node.Keyspace.Shards.Sum(shard => shard.LazyFree.PendingObjects))
            .Line("lazyfreed_objects", node.Keyspace.Shards.Sum(shard => shard.Statistics.LazyFreed));
        foreach (KeyspaceShard shard in node.Keyspace.Shards)
        {
            text.Line(
                $"arena_{shard.Index}",
                $"used={shard.Arena.UsedBytes},mapped={shard.Arena.MappedBytes},blocks={shard.Arena.BlockCount}");
        }
    }
}
