using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Server;

/// <summary>Commands about whole databases.</summary>
internal static class DatasetCommands
{
    public static ShardCommand[] All { get; } =
    [
        new("DBSIZE", 1, CommandFlags.ReadOnly | CommandFlags.Fast, Keys.None, CommandGroup.Server, DbSize)
        {
            Scope = ShardScope.All,
            ExtraCategories = AclCategories.Keyspace | AclCategories.Read,
            Tips = ["request_policy:all_shards", "response_policy:agg_sum"],
            Docs = new("Counts the keys of the database.", "1.0.0", "O(1)"),
        },
        new("FLUSHDB", -1, CommandFlags.Write, Keys.None, CommandGroup.Server, FlushDb)
        {
            Scope = ShardScope.All,
            ExtraCategories = AclCategories.Keyspace | AclCategories.Dangerous,
            Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
            Docs = new("Removes all keys of the database.", "1.0.0", "O(N) where N is the number of keys in the selected database")
            {
                Arguments = "[ASYNC | SYNC]",
            },
        },
        new("FLUSHALL", -1, CommandFlags.Write, Keys.None, CommandGroup.Server, FlushAll)
        {
            Scope = ShardScope.All,
            ExtraCategories = AclCategories.Keyspace | AclCategories.Dangerous,
            Tips = ["request_policy:all_shards", "response_policy:all_succeeded"],
            Docs = new("Removes all keys of all databases.", "1.0.0", "O(N) where N is the total number of keys in all databases")
            {
                Arguments = "[ASYNC | SYNC]",
            },
        },
        new("SWAPDB", 3, CommandFlags.Write | CommandFlags.Fast, Keys.None, CommandGroup.Server, SwapDb)
        {
            Scope = ShardScope.All,
            ExtraCategories = AclCategories.Keyspace | AclCategories.Dangerous,
            Docs = new("Exchanges two databases.", "4.0.0", "O(N) where N is the count of clients watching or blocking on keys from both databases.")
            {
                Arguments = "index1 index2",
            },
        },
    ];

    private static void DbSize(CommandContext c)
    {
        long count = 0;
        foreach (KeyspaceShard shard in c.Shards)
            count += shard.Databases[c.DatabaseIndex].Count;
        c.Reply.Integer(count);
    }

    private static void FlushDb(CommandContext c)
    {
        if (!TryFlushOption(c, out bool lazily))
            return;
        foreach (KeyspaceShard shard in c.Shards)
            shard.Databases[c.DatabaseIndex].Clear(lazily);
        CountChange(c);
        c.Reply.Ok();
    }

    private static void FlushAll(CommandContext c)
    {
        if (!TryFlushOption(c, out bool lazily))
            return;
        foreach (KeyspaceShard shard in c.Shards)
        {
            foreach (Database database in shard.Databases)
                database.Clear(lazily);
        }
        CountChange(c);
        c.Reply.Ok();
    }

    private static void CountChange(CommandContext c) => c.Shards[0].Dirty++;

    /// <summary>Reads SYNC or ASYNC; false when the error has been replied.</summary>
    private static bool TryFlushOption(CommandContext c, out bool lazily)
    {
        lazily = c.ArgCount == 1 ? c.Settings.LazyFreeLazyUserFlush : c.IsOption(1, "ASYNC"u8);
        if (c.ArgCount == 1 || (c.ArgCount == 2 && (lazily || c.IsOption(1, "SYNC"u8))))
            return true;
        c.Reply.Error(RespErrors.Syntax);
        return false;
    }

    private static void SwapDb(CommandContext c)
    {
        if (!TryIndex(c, 1, "ERR invalid first DB index"u8, out int first) || !TryIndex(c, 2, "ERR invalid second DB index"u8, out int second))
            return;
        if ((uint)first >= (uint)c.Settings.Databases || (uint)second >= (uint)c.Settings.Databases)
        {
            c.Reply.Error(RespErrors.DatabaseOutOfRange);
            return;
        }
        foreach (KeyspaceShard shard in c.Shards)
        {
            if (first != second)
                shard.Databases[first].Swap(shard.Databases[second]);
        }
        CountChange(c);
        c.Reply.Ok();
    }

    private static bool TryIndex(CommandContext c, int argument, ReadOnlySpan<byte> error, out int index)
    {
        bool valid = IntegerText.TryParse(c.Arg(argument), out long value) && value is >= int.MinValue and <= int.MaxValue;
        index = (int)value;
        if (!valid)
            c.Reply.Error(error);
        return valid;
    }
}
