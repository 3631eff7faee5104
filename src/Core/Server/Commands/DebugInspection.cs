using System.Globalization;
using System.Text;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Server.Commands;

/// <summary>DEBUG OBJECT, LISTPACK and HTSTATS.</summary>
internal static unsafe class DebugInspection
{
    public static void Object(SessionContext c)
    {
        if (!TryFind(c, out Database database, out Entry entry))
            return;
        long idle = AccessClock.IdleSeconds(entry, database.Shard.Now);
        string encoding = Encoding.ASCII.GetString(ValueTypes.Name(entry.Encoding));
        // The size is what the value takes in memory.
        long size = ValueTypes.Of(entry.Type).MemoryBytes(entry, 0) + (entry.IsInline ? entry.Inline.Length : sizeof(long));
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture,
            $"Value at:0x{(ulong)entry.Pointer:x} refcount:{EntryReferences.Count(entry)} encoding:{encoding} serializedlength:{size} lru:{entry.Access} lru_seconds_idle:{idle}"));
        if (entry.Encoding == ValueEncoding.Quicklist)
            AppendNodes(text, database, entry);
        c.Reply.SimpleString(Encoding.ASCII.GetBytes(text.ToString()));
    }

    public static void Listpack(SessionContext c)
    {
        if (!TryFind(c, out _, out Entry entry))
            return;
        if (entry.Encoding != ValueEncoding.Listpack)
        {
            c.Reply.Error("ERR Not a listpack encoded object."u8);
            return;
        }
        byte* listpack = (byte*)entry.Word;
        long bytes = Keyspace.Structures.Listpack.TotalBytes(listpack);
        c.Node.Log.Warning($"listpack of {Keyspace.Structures.Listpack.Count(listpack)} elements in {bytes} bytes:");
        c.Node.Log.Warning(Convert.ToHexStringLower(new ReadOnlySpan<byte>(listpack, (int)bytes)));
        c.Reply.SimpleString("Listpack structure printed on stdout"u8);
    }

    public static void TableStatistics(SessionContext c)
    {
        if (!c.TryInteger(2, RespErrors.NotInteger, out long index))
            return;
        KeyspaceShard[] shards = c.Node.Keyspace.Shards;
        if (index < 0 || index >= shards[0].Databases.Length)
        {
            c.Reply.Error("ERR Out of range database"u8);
            return;
        }
        var text = new StringBuilder();
        foreach (KeyspaceShard shard in shards)
        {
            Database database = shard.Databases[index];
            Append(text, $"[Dictionary HT] shard {shard.Index}", database.Keys.GetStatistics());
            Append(text, $"[Expires HT] shard {shard.Index}", database.Expiring.GetStatistics());
        }
        c.Reply.Verbatim("txt"u8, Encoding.ASCII.GetBytes(text.ToString()));
    }

    private static void Append(StringBuilder text, string title, TableStatistics table) => text.Append(
        CultureInfo.InvariantCulture,
        $"{title}\n elements: {table.Elements}\n segments: {table.Segments}\n slots: {table.Slots}\n directory depth: {table.DirectoryDepth}\n longest probe: {table.LongestProbe}\n average probe: {table.AverageProbe:F2}\n bytes: {table.Bytes}\n");

    private static void AppendNodes(StringBuilder text, Database database, Entry entry)
    {
        int fill = database.Shard.Settings.ListMaxListpackSize;
        var list = new ListObject(database.Arena, ListEncoding.Quicklist, entry.Word, new ListLimits(fill));
        double average = (double)list.Length / Math.Max(1, list.NodeCount);
        text.Append(
            CultureInfo.InvariantCulture,
            $" ql_nodes:{list.NodeCount} ql_avg_node:{average:F2} ql_listpack_max:{fill} ql_compressed:0 ql_uncompressed_size:{ValueTypes.Of(RedisType.List).MemoryBytes(entry, 0)}");
    }

    private static bool TryFind(SessionContext c, out Database database, out Entry entry)
    {
        ReadOnlySpan<byte> key = c.Arg(2);
        database = c.Node.Keyspace.ShardOf(key).Databases[c.Session.Database];
        entry = database.Peek(key);
        if (!entry.IsNull)
            return true;
        c.Reply.Error(RespErrors.NoSuchKey);
        return false;
    }
}
