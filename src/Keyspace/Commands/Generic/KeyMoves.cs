using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>RENAME, RENAMENX, MOVE and COPY: a value gets another key, in the same shard or another one.</summary>
internal static class KeyMoves
{
    public static void Rename(CommandContext c)
    {
        if (!TryFindSource(c, out Database from, out Entry source))
            return;
        if (!c.Arg(1).SequenceEqual(c.Arg(2)))
        {
            ReadOnlySpan<byte> target = c.Arg(2);
            Database to = c.DatabaseOf(target);
            if (!to.Find(target).IsNull)
                to.Remove(target, c.Settings.LazyFreeLazyServerDel);
            Rename(c, from, source, to);
        }
        c.Reply.Ok();
    }

    public static void RenameNx(CommandContext c)
    {
        if (!TryFindSource(c, out Database from, out Entry source))
            return;
        ReadOnlySpan<byte> target = c.Arg(2);
        Database to = c.DatabaseOf(target);
        bool free = !c.Arg(1).SequenceEqual(target) && to.FindForWrite(target).IsNull;
        if (free)
            Rename(c, from, source, to);
        c.Reply.Integer(free ? 1 : 0);
    }

    public static void Move(CommandContext c)
    {
        if (!TryDatabase(c, 2, out int index))
            return;
        if (index == c.DatabaseIndex)
        {
            c.Reply.Error(RespErrors.SameObject);
            return;
        }
        ReadOnlySpan<byte> key = c.Arg(1);
        Database from = c.DatabaseOf(key);
        Database to = c.DatabaseOf(key, index);
        Entry source = from.FindForWrite(key);
        if (source.IsNull || !to.FindForWrite(key).IsNull)
        {
            c.Reply.Integer(0);
            return;
        }
        to.AddMoved(key, from, source);
        from.Changed(key, KeyspaceEventClasses.Generic, "move_from"u8);
        to.Changed(key, KeyspaceEventClasses.Generic, "move_to"u8);
        c.Reply.Integer(1);
    }

    public static void Copy(CommandContext c)
    {
        if (!TryCopyOptions(c, out int index, out bool replace))
            return;
        ReadOnlySpan<byte> key = c.Arg(1), target = c.Arg(2);
        if (index == c.DatabaseIndex && key.SequenceEqual(target))
        {
            c.Reply.Error(RespErrors.SameObject);
            return;
        }
        Entry source = c.DatabaseOf(key).FindForRead(key);
        Database to = c.DatabaseOf(target, index);
        if (source.IsNull || (!to.FindForWrite(target).IsNull && !replace))
        {
            c.Reply.Integer(0);
            return;
        }
        to.Remove(target, c.Settings.LazyFreeLazyServerDel);
        to.AddCopy(target, source);
        to.Changed(target, KeyspaceEventClasses.Generic, "copy_to"u8);
        c.Reply.Integer(1);
    }

    private static bool TryFindSource(CommandContext c, out Database from, out Entry source)
    {
        ReadOnlySpan<byte> key = c.Arg(1);
        from = c.DatabaseOf(key);
        source = from.FindForWrite(key);
        if (!source.IsNull)
            return true;
        c.Reply.Error(RespErrors.NoSuchKey);
        return false;
    }

    private static void Rename(CommandContext c, Database from, Entry source, Database to)
    {
        ReadOnlySpan<byte> key = c.Arg(1), target = c.Arg(2);
        to.AddMoved(target, from, source);
        from.Changed(key, KeyspaceEventClasses.Generic, "rename_from"u8);
        to.Changed(target, KeyspaceEventClasses.Generic, "rename_to"u8);
    }

    private static bool TryCopyOptions(CommandContext c, out int index, out bool replace)
    {
        index = c.DatabaseIndex;
        replace = false;
        for (int i = 3; i < c.ArgCount; i++)
        {
            if (c.IsOption(i, "REPLACE"u8))
            {
                replace = true;
            }
            else if (c.IsOption(i, "DB"u8) && i + 1 < c.ArgCount)
            {
                if (!TryDatabase(c, ++i, out index))
                    return false;
            }
            else
            {
                c.Reply.Error(RespErrors.Syntax);
                return false;
            }
        }
        return true;
    }

    private static bool TryDatabase(CommandContext c, int argument, out int index)
    {
        index = 0;
        if (!c.TryInteger(argument, out long value))
            return false;
        index = (int)value;
        if (value is >= int.MinValue and <= int.MaxValue && (uint)index < (uint)c.Shard.Databases.Length)
            return true;
        c.Reply.Error(value is < int.MinValue or > int.MaxValue ? RespErrors.OutsideInt32 : RespErrors.DatabaseOutOfRange);
        return false;
    }
}
