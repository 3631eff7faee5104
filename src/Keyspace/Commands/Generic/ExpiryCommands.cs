using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>Commands that set, tell and take away when keys expire.</summary>
internal static class ExpiryCommands
{
    private const long MissingKey = -2;
    private const long NoExpiry = -1;

    public static void Expire(CommandContext c) => Set(c, milliseconds: false, c.Now);

    public static void PExpire(CommandContext c) => Set(c, milliseconds: true, c.Now);

    public static void ExpireAt(CommandContext c) => Set(c, milliseconds: false, from: 0);

    public static void PExpireAt(CommandContext c) => Set(c, milliseconds: true, from: 0);

    public static void Ttl(CommandContext c) => Tell(c, milliseconds: false, c.Now);

    public static void PTtl(CommandContext c) => Tell(c, milliseconds: true, c.Now);

    public static void ExpireTime(CommandContext c) => Tell(c, milliseconds: false, from: 0);

    public static void PExpireTime(CommandContext c) => Tell(c, milliseconds: true, from: 0);

    public static void Persist(CommandContext c)
    {
        ReadOnlySpan<byte> key = c.Arg(1);
        Database database = c.DatabaseOf(key);
        Entry entry = database.FindForWrite(key);
        bool expires = !entry.IsNull && entry.HasExpiry;
        if (expires)
        {
            database.RemoveExpiry(entry);
            database.Changed(key, KeyspaceEventClasses.Generic, "persist"u8);
        }
        c.Reply.Integer(expires ? 1 : 0);
    }

    private static void Set(CommandContext c, bool milliseconds, long from)
    {
        if (!ExpiryCondition.TryParse(c, out ExpiryCondition condition) || !TryTime(c, milliseconds, from, out long at))
            return;
        ReadOnlySpan<byte> key = c.Arg(1);
        Database database = c.DatabaseOf(key);
        Entry entry = database.FindForWrite(key);
        bool allowed = !entry.IsNull && condition.Allows(entry, at);
        if (allowed && at <= c.Now)
        {
            database.Remove(key, c.Settings.LazyFreeLazyExpire);
            database.Changed(key, KeyspaceEventClasses.Generic, "del"u8);
        }
        else if (allowed)
        {
            database.SetExpiry(entry, at);
            database.Changed(key, KeyspaceEventClasses.Generic, "expire"u8);
        }
        c.Reply.Integer(allowed ? 1 : 0);
    }

    /// <summary>Reads the time; false when the error has been replied.</summary>
    private static bool TryTime(CommandContext c, bool milliseconds, long from, out long at)
    {
        if (!c.TryInteger(2, out at))
            return false;
        bool fits = milliseconds || at is <= long.MaxValue / 1000 and >= long.MinValue / 1000;
        if (fits)
        {
            at = milliseconds ? at : at * 1000;
            fits = at <= long.MaxValue - from;
        }
        if (!fits)
        {
            c.Reply.Error($"ERR invalid expire time in '{c.Command.FullName}' command");
            return false;
        }
        at += from;
        return true;
    }

    private static void Tell(CommandContext c, bool milliseconds, long from)
    {
        ReadOnlySpan<byte> key = c.Arg(1);
        Entry entry = c.DatabaseOf(key).FindForQuery(key);
        if (entry.IsNull || !entry.HasExpiry)
        {
            c.Reply.Integer(entry.IsNull ? MissingKey : NoExpiry);
            return;
        }
        long left = Math.Max(0, entry.ExpiresAt - from);
        // Rounded to the nearest second; the sum cannot overflow in unsigned numbers.
        c.Reply.Integer(milliseconds ? left : (long)(((ulong)left + 500) / 1000));
    }
}
