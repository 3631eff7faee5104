using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Strings;

/// <summary>Commands that set strings as a whole.</summary>
internal static class StringSets
{
    public static void Set(CommandContext c)
    {
        if (c.ArgCount > 3)
        {
            SetWithOptions(c);
            return;
        }
        Put(c, 1, 2);
        c.Reply.Ok();
    }

    /// <summary>SET reads its key only with GET.</summary>
    public static KeySpecFlags KeyFlags(ReadOnlySpan<ArgSlice> args)
    {
        for (int i = 3; i < args.Length; i++)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(args[i].Span, "GET"u8))
                return KeySpecFlags.RW | KeySpecFlags.Access | KeySpecFlags.Update;
        }
        return KeySpecFlags.OW | KeySpecFlags.Update;
    }

    public static void GetSet(CommandContext c)
    {
        if (StringReads.TryReplyValue(c, out _))
            Put(c, 1, 2);
    }

    public static void SetNx(CommandContext c)
    {
        ReadOnlySpan<byte> key = c.Arg(1);
        bool missing = c.DatabaseOf(key).FindForWrite(key).IsNull;
        if (missing)
            Put(c, 1, 2);
        c.Reply.Integer(missing ? 1 : 0);
    }

    public static void SetEx(CommandContext c) => SetExpiring(c, ExpiryArgument.Seconds);

    public static void PSetEx(CommandContext c) => SetExpiring(c, ExpiryArgument.Milliseconds);

    public static void MSet(CommandContext c)
    {
        if (!HasPairs(c))
            return;
        for (int i = 1; i < c.ArgCount; i += 2)
            Put(c, i, i + 1);
        c.Reply.Ok();
    }

    public static void MSetNx(CommandContext c)
    {
        if (!HasPairs(c))
            return;
        for (int i = 1; i < c.ArgCount; i += 2)
        {
            ReadOnlySpan<byte> key = c.Arg(i);
            if (!c.DatabaseOf(key).FindForWrite(key).IsNull)
            {
                c.Reply.Integer(0);
                return;
            }
        }
        for (int i = 1; i < c.ArgCount; i += 2)
            Put(c, i, i + 1);
        c.Reply.Integer(1);
    }

    private static void SetWithOptions(CommandContext c)
    {
        if (!StringOptions.TryParse(c, 3, forSet: true, out StringOptions options))
            return;
        long expiresAt = 0;
        if (options.ExpiryAt != 0 && !options.Expiry.TryRead(c, options.ExpiryAt, out expiresAt))
            return;
        if (options.Get && !StringReads.TryReplyValue(c, out _))
            return;
        ReadOnlySpan<byte> key = c.Arg(1);
        Database database = c.DatabaseOf(key);
        if (options.IfMissing || options.IfExists)
        {
            bool exists = !database.Find(key).IsNull;
            if (exists ? options.IfMissing : options.IfExists)
            {
                if (!options.Get)
                    c.Reply.Null();
                return;
            }
        }
        Put(database, key, c.Arg(2), options.KeepExpiry ? ExpiryChange.Keep : AsChange(expiresAt), expires: expiresAt != 0);
        if (!options.Get)
            c.Reply.Ok();
    }

    private static void SetExpiring(CommandContext c, ExpiryArgument unit)
    {
        if (!unit.TryRead(c, 2, out long expiresAt))
            return;
        ReadOnlySpan<byte> key = c.Arg(1);
        Put(c.DatabaseOf(key), key, c.Arg(3), AsChange(expiresAt), expires: true);
        c.Reply.Ok();
    }

    private static ExpiryChange AsChange(long expiresAt) => expiresAt == 0 ? ExpiryChange.Remove : ExpiryChange.At(expiresAt);

    private static void Put(CommandContext c, int key, int value)
    {
        ReadOnlySpan<byte> name = c.Arg(key);
        Database database = c.DatabaseOf(name);
        database.SetString(name, c.Arg(value), ExpiryChange.Remove);
        database.Changed(name, KeyspaceEventClasses.String, "set"u8);
    }

    private static void Put(Database database, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value, ExpiryChange change, bool expires)
    {
        database.SetString(key, value, change);
        database.Changed(key, KeyspaceEventClasses.String, "set"u8);
        if (expires)
            database.Shard.Notify(database.Index, KeyspaceEventClasses.Generic, "expire"u8, key);
    }

    /// <summary>Whether a value follows every key; the error has been replied if not.</summary>
    private static bool HasPairs(CommandContext c)
    {
        if ((c.ArgCount & 1) != 0)
            return true;
        c.Reply.Error($"ERR wrong number of arguments for '{c.Command.FullName}' command");
        return false;
    }
}
