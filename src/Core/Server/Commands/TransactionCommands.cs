using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Commands;

/// <summary>Transactions: commands are queued on the core and run in one step under leases on every shard they need.</summary>
internal static class TransactionCommands
{
    private const CommandFlags Always =
        CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.Fast | CommandFlags.AllowBusy;

    public static SessionCommand[] All { get; } =
    [
        new("MULTI", 1, Always, Keys.None, CommandGroup.Transactions, Multi)
        {
            IsMultiControl = true,
            Docs = new("Begins to queue commands that EXEC runs in one step.", "1.2.0", "O(1)"),
        },
        new("EXEC", 1, CommandFlags.NoScript | CommandFlags.Loading | CommandFlags.Stale | CommandFlags.SkipSlowLog, Keys.None,
            CommandGroup.Transactions, Exec)
        {
            IsMultiControl = true,
            Mode = SessionCommandMode.Leased,
            ShardsOf = ShardsOfExec,
            Docs = new("Runs the queued commands in one step.", "1.2.0", "Depends on commands in the transaction"),
        },
        new("DISCARD", 1, Always, Keys.None, CommandGroup.Transactions, Discard)
        {
            IsMultiControl = true,
            Docs = new("Throws the queued commands away.", "2.0.0", "O(N), when N is the number of queued commands"),
        },
        new("WATCH", -2, Always, [Keys.Range(1, -1, KeySpecFlags.RO)], CommandGroup.Transactions, Watch)
        {
            IsMultiControl = true,
            Mode = SessionCommandMode.Leased,
            Scope = ShardScope.Keys,
            Docs = new("Makes the next EXEC depend on these keys staying as they are.", "2.2.0", "O(1) for every key.")
            {
                Arguments = "key [key ...]",
            },
        },
        new("UNWATCH", 1, Always, Keys.None, CommandGroup.Transactions, Unwatch)
        {
            Docs = new("Forgets the keys that WATCH named.", "2.2.0", "O(1)"),
        },
    ];

    /// <summary>Ends a transaction and its watches without running anything.</summary>
    public static void Abandon(Session session)
    {
        session.Transaction?.Dispose();
        session.Transaction = null;
        WatchList.Forget(session);
    }

    private static void Multi(SessionContext c)
    {
        if (c.Session.Transaction is not null)
        {
            c.Reply.Error("ERR MULTI calls can not be nested"u8);
            return;
        }
        c.Session.Transaction = new Transaction();
        c.Reply.Ok();
    }

    private static void Discard(SessionContext c)
    {
        if (c.Session.Transaction is null)
        {
            c.Reply.Error("ERR DISCARD without MULTI"u8);
            return;
        }
        Abandon(c.Session);
        c.Reply.Ok();
    }

    private static void Exec(SessionContext c)
    {
        Session session = c.Session;
        if (session.Transaction is not { } transaction)
        {
            c.Reply.Error("ERR EXEC without MULTI"u8);
            return;
        }
        if (transaction.IsAborted)
        {
            c.Reply.Error("EXECABORT Transaction discarded because of previous errors."u8);
            Abandon(session);
            return;
        }
        if (transaction.NeedsMemory)
            MakeRoom(c, transaction);
        if (session.Watch is { } token && (token.IsDirty || AnyExpired(c, token)))
        {
            c.Reply.NullArray();
            Abandon(session);
            return;
        }
        // The queued commands must not find themselves inside of MULTI.
        session.Transaction = null;
        WatchList.Forget(session);
        RunAll(c, session, transaction);
        transaction.Dispose();
    }

    /// <summary>Evicts on the shards that the transaction holds while memory is full: once, before any of its commands runs.</summary>
    private static unsafe void MakeRoom(SessionContext c, Transaction transaction)
    {
        if (c.Node.Keyspace.Settings.Value.MaxMemory == 0)
            return;
        foreach (PendingCall call in transaction.Calls)
        {
            int position = call.Command is ShardCommand command ? command.CertainKey : 0;
            if ((call.Command.Flags & CommandFlags.DenyOom) != 0 && position > 0 && position < call.ArgCount)
                Eviction.HasRoom(c.Node.Keyspace.ShardOf(call.Args[position].Span));
        }
    }

    private static void RunAll(SessionContext c, Session session, Transaction transaction)
    {
        ReplyWriter reply = c.Reply;
        reply.Array(transaction.Calls.Count);
        foreach (PendingCall call in transaction.Calls)
        {
            int start = reply.Length;
            reply.Resp3 = session.Resp3;
            c.Core.Operations.RunNested(session, call, reply);
            // CLIENT REPLY OFF inside of a transaction, for example, leaves a hole that the array's count does not have.
            if (reply.Length == start)
                reply.Null();
        }
    }

    /// <summary>Whether a watched key has passed its time since: that is a change nobody made.</summary>
    private static bool AnyExpired(SessionContext c, WatchToken token)
    {
        foreach (WatchedKey watched in token.Keys)
        {
            if (!watched.WasExpired && IsExpired(c, watched.Key, watched.Database))
                return true;
        }
        return false;
    }

    private static bool IsExpired(SessionContext c, byte[] key, int database)
    {
        Entry entry = c.Data.DatabaseOf(key, database).Peek(key);
        return !entry.IsNull && entry.HasExpiry && entry.ExpiresAt <= c.Core.Now;
    }

    private static void ShardsOfExec(Session session, ShardRoutes routes, ISet<int> shards)
    {
        if (session.Transaction is not { IsAborted: false } transaction)
            return;
        foreach (PendingCall call in transaction.Calls)
        {
            unsafe
            {
                routes.AddShards(call.Command, call.Args, call.ArgCount, shards);
            }
        }
        foreach (WatchedKey watched in session.Watch?.Keys ?? [])
            shards.Add(routes.ShardOf(watched.Key));
    }

    private static void Watch(SessionContext c)
    {
        Session session = c.Session;
        if (session.Transaction is not null)
        {
            c.Reply.Error("ERR WATCH inside MULTI is not allowed"u8);
            return;
        }
        session.Watch ??= new WatchToken();
        for (int i = 1; i < c.ArgCount; i++)
        {
            ReadOnlySpan<byte> key = c.Arg(i);
            if (IsWatched(session.Watch, key, session.Database))
                continue;
            byte[] copy = key.ToArray();
            var watched = new WatchedKey(session.Database, copy, IsExpired(c, copy, session.Database));
            session.Watch.Keys.Add(watched);
            c.Data.DatabaseOf(key, session.Database).Shard.Watches.Add(session.Watch, watched);
        }
        c.Reply.Ok();
    }

    private static bool IsWatched(WatchToken token, ReadOnlySpan<byte> key, int database)
    {
        foreach (WatchedKey watched in token.Keys)
        {
            if (watched.Database == database && key.SequenceEqual(watched.Key))
                return true;
        }
        return false;
    }

    private static void Unwatch(SessionContext c)
    {
        WatchList.Forget(c.Session);
        c.Reply.Ok();
    }
}
