using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Structures.Hashes;

namespace MtcpRedis.Keyspace.Commands.Hashes;

/// <summary>HSCAN.</summary>
internal static unsafe class HashScan
{
    public static void HScan(CommandContext c)
    {
        if (!ElementScan.TryCursor(c, 2, out ulong cursor) || !c.TryRead(1, RedisType.Hash, out Entry entry))
            return;
        if (entry.IsNull)
        {
            ElementScan.Begin(c.Reply, 0);
            c.Reply.Array(0);
            return;
        }
        if (!ElementScan.TryParse(c, 3, out ElementScan scan))
            return;
        HashObject hash = HashAccess.Open(c, entry);
        if (hash.IsListpack)
            ReplyAll(c.Reply, hash, scan);
        else
            ReplyPart(c.Reply, hash, cursor, scan, c.DatabaseOf(c.Arg(1)).Shard.ScanResults);
    }

    /// <summary>A listpack is replied as a whole, whatever the cursor.</summary>
    private static void ReplyAll(ReplyWriter reply, in HashObject hash, in ElementScan scan)
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        ElementScan.Begin(reply, 0);
        int start = reply.Length;
        long count = 0;
        foreach (HashFields field in hash)
        {
            if (!scan.Matches(field.Field.AsText(scratch)))
                continue;
            reply.Bulk(field.Field);
            reply.Bulk(field.Value);
            count += 2;
        }
        reply.InsertArray(start, count);
    }

    private static void ReplyPart(
        ReplyWriter reply, in HashObject hash, ulong cursor, in ElementScan scan, NativeList<nint> found)
    {
        var collector = new ElementCollector(found);
        ElementScan.Begin(reply, hash.Table.Scan(cursor, scan.Count, ref collector));
        int start = reply.Length;
        long count = 0;
        for (int i = 0; i < found.Count; i++)
        {
            var element = (byte*)found[i];
            if (!scan.Matches(HashField.Field(element)))
                continue;
            reply.Bulk(HashField.Field(element));
            reply.Bulk(HashField.Value(element));
            count += 2;
        }
        reply.InsertArray(start, count);
    }
}
