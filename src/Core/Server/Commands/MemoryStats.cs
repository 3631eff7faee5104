using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Diagnostics;

namespace MtcpRedis.Server.Commands;

/// <summary>
/// MEMORY STATS: the fields of Redis that have a meaning here, in its order. Parts that this server does not have are zero.
/// </summary>
internal static class MemoryStats
{
    public static void Write(SessionContext c)
    {
        MemoryFigures memory = MemoryFigures.Of(c.Node);
        int start = c.Reply.Length;
        int fields = 0;
        long keys = 0, tables = 0;
        long buffers = MemoryFigures.OfClients(c.Node.Clients.Snapshot());
        Add(c, ref fields, "peak.allocated", memory.Peak);
        Add(c, ref fields, "total.allocated", memory.Used);
        Add(c, ref fields, "startup.allocated", c.Node.Keyspace.InitialBytes);
        foreach (string absent in (string[])["replication.backlog", "clients.slaves"])
            Add(c, ref fields, absent, 0L);
        Add(c, ref fields, "clients.normal", buffers);
        foreach (string absent in (string[])["cluster.links", "aof.buffer", "lua.caches", "functions.caches"])
            Add(c, ref fields, absent, 0L);
        for (int i = 0; i < c.Node.Keyspace.Shards[0].Databases.Length; i++)
            AddDatabase(c, ref fields, i, ref keys, ref tables);
        long overhead = c.Node.Keyspace.InitialBytes + buffers + tables;
        long dataset = Math.Max(0, memory.Arenas - c.Node.Keyspace.InitialBytes - tables);
        Add(c, ref fields, "overhead.total", overhead);
        Add(c, ref fields, "keys.count", keys);
        Add(c, ref fields, "keys.bytes-per-key", keys == 0 ? 0 : (memory.Arenas - c.Node.Keyspace.InitialBytes) / keys);
        Add(c, ref fields, "dataset.bytes", dataset);
        Add(c, ref fields, "dataset.percentage", 100.0 * dataset / Math.Max(1, memory.Used));
        Add(c, ref fields, "peak.percentage", 100.0 * memory.Used / Math.Max(1, memory.Peak));
        AddAllocator(c, ref fields, memory);
        c.Reply.InsertMap(start, fields);
    }

    private static void AddAllocator(SessionContext c, ref int fields, MemoryFigures memory)
    {
        Add(c, ref fields, "allocator.allocated", memory.Arenas);
        Add(c, ref fields, "allocator.active", memory.Mapped);
        Add(c, ref fields, "allocator.resident", memory.Mapped);
        Add(c, ref fields, "allocator-fragmentation.ratio", (double)memory.Mapped / Math.Max(1, memory.Arenas));
        Add(c, ref fields, "allocator-fragmentation.bytes", memory.Mapped - memory.Arenas);
        Add(c, ref fields, "rss-overhead.ratio", (double)memory.Resident / Math.Max(1, memory.Mapped));
        Add(c, ref fields, "rss-overhead.bytes", memory.Resident - memory.Mapped);
        Add(c, ref fields, "fragmentation", memory.Fragmentation);
        Add(c, ref fields, "fragmentation.bytes", memory.Resident - memory.Used);
    }

    private static void AddDatabase(SessionContext c, ref int fields, int index, ref long keys, ref long tables)
    {
        long count = 0, main = 0, expires = 0;
        foreach (KeyspaceShard shard in c.Node.Keyspace.Shards)
        {
            Database database = shard.Databases[index];
            count += database.Count;
            main += database.Keys.MemoryBytes;
            expires += database.Expiring.MemoryBytes;
        }
        if (count == 0)
            return;
        keys += count;
        tables += main + expires;
        c.Reply.Bulk($"db.{index}");
        c.Reply.Map(3);
        int inner = 0;
        Add(c, ref inner, "overhead.hashtable.main", main);
        Add(c, ref inner, "overhead.hashtable.expires", expires);
        Add(c, ref inner, "overhead.hashtable.slot-to-keys", 0L);
        fields++;
    }

    private static void Add(SessionContext c, ref int fields, string name, long value)
    {
        c.Reply.Bulk(name);
        c.Reply.Integer(value);
        fields++;
    }

    private static void Add(SessionContext c, ref int fields, string name, double value)
    {
        Span<byte> text = stackalloc byte[64];
        c.Reply.Bulk(name);
        c.Reply.DoubleText(text[..DoubleText.Format(value, text)]);
        fields++;
    }
}
