using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Sets;

namespace MtcpRedis.Keyspace.Commands.Sets;

/// <summary>SADD, SREM, SMOVE, and the commands that ask for members.</summary>
internal static unsafe class SetMembersCommands
{
    private const int FirstMember = 2;

    public static void SAdd(CommandContext c)
    {
        if (!c.TryWrite(1, RedisType.Set, out Database database, out Entry entry))
            return;
        SetObject set = SetAccess.OpenToAdd(database, entry, c.Arg(FirstMember), c.ArgCount - FirstMember);
        long added = 0;
        for (int i = FirstMember; i < c.ArgCount; i++)
            added += set.Add(c.Arg(i)) ? 1 : 0;
        ReadOnlySpan<byte> key = c.Arg(1);
        SetAccess.Store(database, key, entry, set);
        if (added > 0)
        {
            database.Changed(key, KeyspaceEventClasses.Set, "sadd"u8);
            database.Shard.Dirty += added - 1;
        }
        c.Reply.Integer(added);
    }

    public static void SRem(CommandContext c)
    {
        if (!c.TryWrite(1, RedisType.Set, out Database database, out Entry entry))
            return;
        long removed = 0;
        if (!entry.IsNull)
        {
            SetObject set = SetAccess.Open(database, entry);
            for (int i = FirstMember; i < c.ArgCount && set.Count > 0; i++)
                removed += set.Remove(c.Arg(i)) ? 1 : 0;
            if (removed > 0)
                SetAccess.StoreAfterRemoval(database, c.Arg(1), entry, set, removed, "srem"u8);
        }
        c.Reply.Integer(removed);
    }

    public static void SMove(CommandContext c)
    {
        Database database = c.DatabaseOf(c.Arg(1));
        Database target = c.DatabaseOf(c.Arg(2));
        Entry source = database.FindForWrite(c.Arg(1));
        Entry destination = target.FindForWrite(c.Arg(2));
        if (source.IsNull)
            c.Reply.Integer(0);
        else if (c.CheckType(source, RedisType.Set) && c.CheckType(destination, RedisType.Set))
            c.Reply.Integer(Move(c, database, source, target, destination) ? 1 : 0);
    }

    public static void SIsMember(CommandContext c)
    {
        if (c.TryRead(1, RedisType.Set, out Entry entry))
            c.Reply.Integer(!entry.IsNull && SetAccess.Open(c, entry).Contains(c.Arg(2)) ? 1 : 0);
    }

    public static void SMIsMember(CommandContext c)
    {
        if (!c.TryRead(1, RedisType.Set, out Entry entry))
            return;
        SetObject set = entry.IsNull ? default : SetAccess.Open(c, entry);
        c.Reply.Array(c.ArgCount - FirstMember);
        for (int i = FirstMember; i < c.ArgCount; i++)
            c.Reply.Integer(!entry.IsNull && set.Contains(c.Arg(i)) ? 1 : 0);
    }

    public static void SCard(CommandContext c)
    {
        if (c.TryRead(1, RedisType.Set, out Entry entry))
            c.Reply.Integer(entry.IsNull ? 0 : SetAccess.Open(c, entry).Count);
    }

    public static void SMembers(CommandContext c)
    {
        if (!c.TryRead(1, RedisType.Set, out Entry entry))
            return;
        if (entry.IsNull)
        {
            c.Reply.Set(0);
            return;
        }
        SetObject set = SetAccess.Open(c, entry);
        c.Reply.Set(set.Count);
        foreach (ElementValue member in set)
            c.Reply.Bulk(member);
    }

    private static bool Move(CommandContext c, Database database, Entry source, Database target, Entry destination)
    {
        ReadOnlySpan<byte> member = c.Arg(3);
        SetObject set = SetAccess.Open(database, source);
        if (source.Pointer == destination.Pointer)
            return set.Contains(member);
        if (!set.Remove(member))
            return false;
        SetAccess.StoreAfterRemoval(database, c.Arg(1), source, set, 1, "srem"u8);
        SetObject other = destination.IsNull ? SetAccess.OpenToAdd(target, destination, member, 1) : SetAccess.Open(target, destination);
        bool added = other.Add(member);
        SetAccess.Store(target, c.Arg(2), destination, other);
        if (added)
            target.Changed(c.Arg(2), KeyspaceEventClasses.Set, "sadd"u8);
        return true;
    }
}
