using MtcpRedis.Core.Hashing;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Structures.Sets;

namespace MtcpRedis.Keyspace.Commands.Sets;

/// <summary>SPOP and SRANDMEMBER.</summary>
internal static unsafe class SetRandom
{
    public static void SPop(CommandContext c)
    {
        if (c.ArgCount > 3)
        {
            c.Reply.Error(RespErrors.Syntax);
            return;
        }
        if (c.ArgCount == 3)
        {
            PopMany(c);
            return;
        }
        if (!c.TryWrite(1, RedisType.Set, out Database database, out Entry entry))
            return;
        if (entry.IsNull)
        {
            c.Reply.Null();
            return;
        }
        SetObject set = SetAccess.Open(database, entry);
        var receiver = new ReplyReceiver(c.Reply);
        set.PopRandom(ref database.Shard.Random, ref receiver);
        SetAccess.StoreAfterRemoval(database, c.Arg(1), entry, set, 1, "spop"u8);
    }

    public static void SRandMember(CommandContext c)
    {
        if (c.ArgCount > 3)
        {
            c.Reply.Error(RespErrors.Syntax);
            return;
        }
        long count = 1;
        bool hasCount = c.ArgCount == 3;
        if ((hasCount && !RandomCount.TryRead(c, 2, out count)) || !c.TryRead(1, RedisType.Set, out Entry entry))
            return;
        if (entry.IsNull && !hasCount)
            c.Reply.Null();
        else if (entry.IsNull || count == 0)
            c.Reply.Array(0);
        else if (!hasCount)
            c.Reply.Bulk(SetAccess.Open(c, entry).PickRandom(ref c.DatabaseOf(c.Arg(1)).Shard.Random));
        else if (count < 0)
            Repeated(c, SetAccess.Open(c, entry), -count);
        else
            Different(c, SetAccess.Open(c, entry), count);
    }

    private static void PopMany(CommandContext c)
    {
        if (!ArgumentNumbers.TryAtLeast(c, 2, 0, RespErrors.MustBePositive, out long count))
            return;
        if (!c.TryWrite(1, RedisType.Set, out Database database, out Entry entry))
            return;
        if (entry.IsNull || count == 0)
        {
            c.Reply.Set(0);
            return;
        }
        SetObject set = SetAccess.Open(database, entry);
        long total = set.Count;
        count = Math.Min(count, total);
        c.Reply.Set(count);
        if (count == total)
        {
            PopAll(c, database, set);
            return;
        }
        var receiver = new ReplyReceiver(c.Reply);
        set.PopRandom(count, ref database.Shard.Random, ref receiver);
        SetAccess.StoreAfterRemoval(database, c.Arg(1), entry, set, count, "spop"u8);
    }

    private static void PopAll(CommandContext c, Database database, in SetObject set)
    {
        foreach (ElementValue member in set)
            c.Reply.Bulk(member);
        long removed = set.Count;
        ReadOnlySpan<byte> key = c.Arg(1);
        database.Remove(key);
        database.Changed(key, KeyspaceEventClasses.Set, "spop"u8);
        database.Shard.Dirty += removed - 1;
        database.Shard.Notify(database.Index, KeyspaceEventClasses.Generic, "del"u8, key);
    }

    private static void Repeated(CommandContext c, in SetObject set, long count)
    {
        if (!RandomCount.FitsReply(c, count))
            return;
        ref FastRandom random = ref c.DatabaseOf(c.Arg(1)).Shard.Random;
        var picker = new SetMemberPicker(set);
        c.Reply.Array(count);
        for (; count > 0; count--)
            c.Reply.Bulk(picker.Pick(ref random));
        picker.Dispose();
    }

    private static void Different(CommandContext c, in SetObject set, long count)
    {
        ref FastRandom random = ref c.DatabaseOf(c.Arg(1)).Shard.Random;
        long total = set.Count;
        count = Math.Min(count, total);
        c.Reply.Array(count);
        if (!set.IsTable || count == total)
        {
            Sample(c, set, count, ref random);
            return;
        }
        nint[] drawn = RandomDraw.Draw(set.Table, (int)count, ref random);
        for (int i = 0; i < count; i++)
            c.Reply.Bulk(SetObject.MemberOf((byte*)drawn[i]));
        RandomDraw.Return(drawn);
    }

    /// <summary>One pass over the members: each is taken with the chance that the rest of the draw leaves it.</summary>
    private static void Sample(CommandContext c, in SetObject set, long count, ref FastRandom random)
    {
        long left = set.Count;
        foreach (ElementValue member in set)
        {
            if (random.Next(left--) >= count)
                continue;
            c.Reply.Bulk(member);
            if (--count == 0)
                return;
        }
    }
}
