using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>
/// SCAN. A call works on one shard, the one its cursor names; at the end of a shard the cursor is the next one's beginning. The guarantee
/// is the table's: a key that is there from the first call to the last is told once.
/// </summary>
internal static unsafe class ScanCommand
{
    public static void Scan(CommandContext c)
    {
        if (!ScanCursor.TryParse(c.Arg(1), out ScanCursor cursor))
        {
            c.Reply.Error(RespErrors.InvalidCursor);
            return;
        }
        if (!ScanOptions.TryParse(c, 2, out ScanOptions options))
            return;
        if (cursor.Shard >= c.Shards.Length)
        {
            Begin(c, default);
            c.Reply.Array(0);
            return;
        }
        KeyspaceShard shard = c.Shards[cursor.Shard];
        Database database = shard.Databases[c.DatabaseIndex];
        NativeList<nint> found = shard.ScanResults;
        found.Clear();
        var collector = new Collector(found);
        ulong next = database.Keys.Scan(cursor.Position, options.Count, ref collector);
        Begin(c, Next(c, cursor.Shard, next));
        int start = c.Reply.Length;
        c.Reply.InsertArray(start, WriteKeys(c, database, found, options));
    }

    private static ScanCursor Next(CommandContext c, int shard, ulong position)
    {
        if (position != 0)
            return new ScanCursor(shard, position);
        return shard + 1 < c.Shards.Length ? new ScanCursor(shard + 1, 0) : default;
    }

    private static void Begin(CommandContext c, ScanCursor next)
    {
        Span<byte> digits = stackalloc byte[IntegerText.MaxLength];
        c.Reply.Array(2);
        c.Reply.Bulk(digits[..IntegerText.FormatUnsigned(next.Packed, digits)]);
    }

    /// <summary>Writes the wanted keys and leaves out those whose time has come, which go.</summary>
    private static long WriteKeys(CommandContext c, Database database, NativeList<nint> found, ScanOptions options)
    {
        long count = 0;
        for (int i = 0; i < found.Count; i++)
        {
            var entry = new Entry((byte*)found[i]);
            if (!options.Accepts(entry))
                continue;
            if (entry.HasExpiry && entry.ExpiresAt <= c.Now)
            {
                database.Lapse(entry);
                continue;
            }
            c.Reply.Bulk(entry.Key);
            count++;
        }
        return count;
    }

    private readonly struct Collector(NativeList<nint> found) : ITableVisitor
    {
        public void Visit(byte* element) => found.Add((nint)element);
    }
}
