using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Structures.Sets;

namespace MtcpRedis.Keyspace.Commands.Sets;

/// <summary>SSCAN.</summary>
internal static unsafe class SetScan
{
    public static void SScan(CommandContext c)
    {
        if (!ElementScan.TryCursor(c, 2, out ulong cursor) || !c.TryRead(1, RedisType.Set, out Entry entry))
            return;
        if (entry.IsNull)
        {
            ElementScan.Begin(c.Reply, 0);
            c.Reply.Array(0);
            return;
        }
        if (!ElementScan.TryParse(c, 3, out ElementScan scan))
            return;
        SetObject set = SetAccess.Open(c, entry);
        if (set.IsTable)
            ReplyPart(c.Reply, set, cursor, scan, c.DatabaseOf(c.Arg(1)).Shard.ScanResults);
        else
            ReplyAll(c.Reply, set, scan);
    }

    /// <summary>A compact set is replied as a whole, whatever the cursor.</summary>
    private static void ReplyAll(ReplyWriter reply, in SetObject set, in ElementScan scan)
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        ElementScan.Begin(reply, 0);
        int start = reply.Length;
        long count = 0;
        foreach (ElementValue member in set)
        {
            ReadOnlySpan<byte> text = member.AsText(scratch);
            if (!scan.Matches(text))
                continue;
            reply.Bulk(text);
            count++;
        }
        reply.InsertArray(start, count);
    }

    private static void ReplyPart(
        ReplyWriter reply, in SetObject set, ulong cursor, in ElementScan scan, NativeList<nint> found)
    {
        var collector = new ElementCollector(found);
        ElementScan.Begin(reply, set.Table.Scan(cursor, scan.Count, ref collector));
        int start = reply.Length;
        long count = 0;
        for (int i = 0; i < found.Count; i++)
        {
            ReadOnlySpan<byte> text = SetMember.Text((byte*)found[i]);
            if (!scan.Matches(text))
                continue;
            reply.Bulk(text);
            count++;
        }
        reply.InsertArray(start, count);
    }
}
