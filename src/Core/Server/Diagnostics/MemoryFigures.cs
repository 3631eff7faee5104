using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Runtime;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Diagnostics;

/// <summary>Where the process' memory goes, in bytes; INFO memory and MEMORY report it.</summary>
/// <param name="Arenas">Handed out by the arenas of all shards.</param>
/// <param name="Mapped">Address space that the arenas hold.</param>
/// <param name="Heap">Managed heap.</param>
/// <param name="Resident">Physical memory of the process.</param>
/// <param name="Peak">Highest <see cref="Used"/> seen so far.</param>
internal readonly record struct MemoryFigures(long Arenas, long Mapped, long Heap, long Resident, long Peak)
{
    /// <summary>What the program asked for.</summary>
    public long Used => Arenas + Heap;

    /// <summary>Resident memory in relation to what was asked for.</summary>
    public double Fragmentation => (double)Resident / Math.Max(1, Used);

    /// <summary>Takes the figures now.</summary>
    public static MemoryFigures Of(Node node)
    {
        long arenas = node.Keyspace.UsedBytes;
        long heap = GC.GetTotalMemory(forceFullCollection: false);
        return new MemoryFigures(
            arenas,
            node.Keyspace.Shards.Sum((KeyspaceShard shard) => shard.Arena.MappedBytes),
            heap,
            Environment.WorkingSet,
            node.Statistics.NotePeak(arenas + heap));
    }

    /// <summary>All connections with their buffers.</summary>
    public static long OfClients(Session[] sessions) => sessions.Sum(ClientMemory.Of);

    /// <summary>The tables of all databases, without their entries.</summary>
    public static long OfTables(SharedKeyspace keyspace) =>
        keyspace.Shards.Sum(shard => shard.Databases.Sum(database => database.Keys.MemoryBytes + database.Expiring.MemoryBytes));

    /// <summary>Notes how much is used now, so that <see cref="Peak"/> does not depend on who asks when.</summary>
    public static void NotePeak(Node node) =>
        node.Statistics.NotePeak(node.Keyspace.UsedBytes + GC.GetTotalMemory(forceFullCollection: false));
}
