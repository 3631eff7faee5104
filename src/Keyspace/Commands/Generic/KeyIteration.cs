using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>KEYS and RANDOMKEY.</summary>
internal static unsafe class KeyIteration
{
    private const int MaxDraws = 100;

    public static void Keys(CommandContext c)
    {
        ReadOnlySpan<byte> pattern = c.Arg(1);
        bool all = pattern.SequenceEqual("*"u8);
        int start = c.Reply.Length;
        long count = 0;
        foreach (KeyspaceShard shard in c.Shards)
        {
            foreach (nint element in shard.Databases[c.DatabaseIndex].Keys)
            {
                var entry = new Entry((byte*)element);
                ReadOnlySpan<byte> key = entry.Key;
                if ((!all && !GlobPattern.Matches(pattern, key)) || (entry.HasExpiry && entry.ExpiresAt <= c.Now))
                    continue;
                c.Reply.Bulk(key);
                count++;
            }
        }
        c.Reply.InsertArray(start, count);
    }

    /// <summary>
    /// A key at random. Where a pause keeps expired keys there may be no other; after some draws one of them has to do, as in Redis.
    /// </summary>
    public static void RandomKey(CommandContext c)
    {
        for (int draws = 1; ; draws++)
        {
            Database? database = DrawShard(c);
            if (database is null)
            {
                c.Reply.Null();
                return;
            }
            var entry = new Entry(database.Keys.RandomElement(ref database.Shard.Random));
            bool isLastDraw = database.Shard.LeavesExpired && draws == MaxDraws;
            if (!entry.HasExpiry || entry.ExpiresAt > c.Now || isLastDraw)
            {
                c.Reply.Bulk(entry.Key);
                return;
            }
            database.Lapse(entry);
        }
    }

    /// <summary>Draws a shard by its share of the keys, so that every key of the node has the same chance; null without any key.</summary>
    private static Database? DrawShard(CommandContext c)
    {
        long total = 0;
        foreach (KeyspaceShard shard in c.Shards)
            total += shard.Databases[c.DatabaseIndex].Count;
        if (total == 0)
            return null;
        long drawn = c.Shard.Random.Next(total);
        foreach (KeyspaceShard shard in c.Shards)
        {
            Database database = shard.Databases[c.DatabaseIndex];
            drawn -= database.Count;
            if (drawn < 0)
                return database;
        }
        return null;
    }
}
