using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Strings;

/// <summary>Commands that change a string in part, or its expiry, or take it away.</summary>
internal static class StringEdits
{
    public static void GetDel(CommandContext c)
    {
        if (!StringReads.TryReplyValue(c, out Entry entry) || entry.IsNull)
            return;
        Delete(c);
    }

    public static void GetEx(CommandContext c)
    {
        if (!StringOptions.TryParse(c, 2, forSet: false, out StringOptions options))
            return;
        if (!c.TryRead(1, RedisType.String, out Entry entry))
            return;
        if (entry.IsNull)
        {
            c.Reply.Null();
            return;
        }
        long expiresAt = 0;
        if (options.ExpiryAt != 0 && !options.Expiry.TryRead(c, options.ExpiryAt, out expiresAt))
            return;
        StringReads.ReplyValue(c, entry);
        ReadOnlySpan<byte> key = c.Arg(1);
        Database database = c.DatabaseOf(key);
        if (expiresAt != 0 && options.Expiry.Absolute && expiresAt <= c.Now)
        {
            Delete(c);
        }
        else if (expiresAt != 0)
        {
            database.SetExpiry(entry, expiresAt);
            database.Changed(key, KeyspaceEventClasses.Generic, "expire"u8);
        }
        else if (options.Persist && entry.HasExpiry)
        {
            database.RemoveExpiry(entry);
            database.Changed(key, KeyspaceEventClasses.Generic, "persist"u8);
        }
    }

    public static void Append(CommandContext c)
    {
        if (!c.TryWrite(1, RedisType.String, out Database database, out Entry entry))
            return;
        ReadOnlySpan<byte> key = c.Arg(1), tail = c.Arg(2);
        long old = 0;
        if (entry.IsNull)
        {
            database.SetString(key, tail);
        }
        else
        {
            old = StringValue.Length(entry);
            if (!StringLimit.Allows(c, old, tail.Length))
                return;
            database.GrowString(entry, key, old + tail.Length, out Span<byte> bytes);
            tail.CopyTo(bytes[(int)old..]);
        }
        database.Changed(key, KeyspaceEventClasses.String, "append"u8);
        c.Reply.Integer(old + tail.Length);
    }

    public static void SetRange(CommandContext c)
    {
        if (!c.TryInteger(2, out long offset))
            return;
        if (offset < 0)
        {
            c.Reply.Error("ERR offset is out of range"u8);
            return;
        }
        if (!c.TryWrite(1, RedisType.String, out Database database, out Entry entry))
            return;
        ReadOnlySpan<byte> key = c.Arg(1), patch = c.Arg(3);
        long length = entry.IsNull ? 0 : StringValue.Length(entry);
        if (!patch.IsEmpty)
        {
            if (!StringLimit.Allows(c, offset, patch.Length))
                return;
            length = Math.Max(length, offset + patch.Length);
            database.GrowString(entry, key, length, out Span<byte> bytes);
            patch.CopyTo(bytes[(int)offset..]);
            database.Changed(key, KeyspaceEventClasses.String, "setrange"u8);
        }
        c.Reply.Integer(length);
    }

    private static void Delete(CommandContext c)
    {
        ReadOnlySpan<byte> key = c.Arg(1);
        Database database = c.DatabaseOf(key);
        database.Remove(key);
        database.Changed(key, KeyspaceEventClasses.Generic, "del"u8);
    }
}
