using System.Globalization;
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
        text.Line("used_memory", memory.Used)
            .Line("used_memory_human", InfoLines.Human(memory.Used))
            .Line("used_memory_rss", memory.Resident)
            .Line("used_memory_rss_human", InfoLines.Human(memory.Resident))
            .Line("used_memory_peak", memory.Peak)
            .Line("used_memory_peak_human", InfoLines.Human(memory.Peak))
            .Line("used_memory_peak_perc", Percent(memory.Used, memory.Peak));
        WriteUses(node, memory, text);
        WriteLimits(node, text);
        WriteAllocator(memory, text);
        text.Line("mem_allocator", "mtcp-arena")
            .Line("active_defrag_running", 0)
            .Line("lazyfree_pending_objects", node.Keyspace.Shards.Sum(shard => shard.LazyFree.PendingObjects))
            .Line("lazyfreed_objects", node.Keyspace.Shards.Sum(shard => shard.Statistics.LazyFreed));
        foreach (KeyspaceShard shard in node.Keyspace.Shards)
        {
            text.Line(
                $"arena_{shard.Index}",
                $"used={shard.Arena.UsedBytes},mapped={shard.Arena.MappedBytes},blocks={shard.Arena.BlockCount}");
        }
    }

    /// <summary>What the memory is for: keys and values, and everything else.</summary>
    private static void WriteUses(Node node, in MemoryFigures memory, StringBuilder text)
    {
        long startup = node.Keyspace.InitialBytes;
        long clients = MemoryFigures.OfClients(node.Clients.Snapshot());
        long dataset = memory.Arenas - startup - MemoryFigures.OfTables(node.Keyspace);
        text.Line("used_memory_overhead", memory.Used - dataset)
            .Line("used_memory_startup", startup)
            .Line("used_memory_dataset", dataset)
            .Line("used_memory_dataset_perc", Percent(dataset, memory.Used - startup))
            .Line("used_memory_arenas", memory.Arenas)
            .Line("used_memory_arenas_mapped", memory.Mapped)
            .Line("used_memory_managed_heap", memory.Heap)
            .Line("mem_clients_normal", clients)
            .Line("mem_clients_slaves", 0)
            .Line("mem_cluster_links", 0)
            .Line("mem_aof_buffer", 0)
            .Line("mem_replication_backlog", 0)
            .Line("mem_not_counted_for_evict", 0);
    }

    private static void WriteLimits(Node node, StringBuilder text)
    {
        KeyspaceSettings settings = node.Keyspace.Settings.Value;
        long system = GC.GetGCMemoryInfo().TotalAvailableMemoryBytes;
        text.Line("total_system_memory", system)
            .Line("total_system_memory_human", InfoLines.Human(system))
            .Line("maxmemory", settings.MaxMemory)
            .Line("maxmemory_human", InfoLines.Human(settings.MaxMemory))
            .Line("maxmemory_policy", node.Config.Get(["maxmemory-policy"])[0].Value);
    }

    private static void WriteAllocator(in MemoryFigures memory, StringBuilder text) => text
        .Line("allocator_allocated", memory.Arenas)
        .Line("allocator_active", memory.Mapped)
        .Line("allocator_resident", memory.Mapped)
        .Line("allocator_frag_ratio", (double)memory.Mapped / Math.Max(1, memory.Arenas))
        .Line("allocator_frag_bytes", memory.Mapped - memory.Arenas)
        .Line("rss_overhead_ratio", (double)memory.Resident / Math.Max(1, memory.Mapped))
        .Line("rss_overhead_bytes", memory.Resident - memory.Mapped)
        .Line("mem_fragmentation_ratio", memory.Fragmentation)
        .Line("mem_fragmentation_bytes", memory.Resident - memory.Used);

    private static string Percent(long part, long whole) =>
        string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / Math.Max(1, whole):F2}%");
}
