using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Structures.Sets;

namespace MtcpRedis.Keyspace.Commands.Sets;

/// <summary>SINTER, SINTERSTORE and SINTERCARD: the members of the smallest set that all others have too.</summary>
internal static class SetIntersection
{
    public static void SInter(CommandContext c)
    {
        if (SetSources.TryFind(c, 1, c.ArgCount - 1, out SetSources sources))
        {
            int start = c.Reply.Length;
            var receiver = new ReplyReceiver(c.Reply);
            long found = sources.AnyMissing ? 0 : Intersect(sources, long.MaxValue, ref receiver);
            c.Reply.InsertSet(start, found);
        }
        sources.Dispose();
    }

    public static void SInterCard(CommandContext c)
    {
        if (!TryArguments(c, out int keys, out long limit))
            return;
        if (SetSources.TryFind(c, 2, keys, out SetSources sources))
        {
            var receiver = new Counter();
            c.Reply.Integer(sources.AnyMissing ? 0 : Intersect(sources, limit, ref receiver));
        }
        sources.Dispose();
    }

    public static void SInterStore(CommandContext c)
    {
        if (SetSources.TryFind(c, 2, c.ArgCount - 2, out SetSources sources))
        {
            if (sources.AnyMissing)
                SetResult.StoreNothing(c);
            else
                SetResult.Store(c, Compute(c.DatabaseOf(c.Arg(1)), sources), "sinterstore"u8);
        }
        sources.Dispose();
    }

    /// <summary>Makes the intersection in the arena of its destination, in the encoding that Redis 7.2 would give it.</summary>
    private static SetObject Compute(Database target, in SetSources sources)
    {
        sources.SortBySize(0, descending: false);
        ValueEncoding encoding = sources.Sets[0].Encoding == ValueEncoding.Intset ? ValueEncoding.Intset : ValueEncoding.Listpack;
        var collector = new SetCollector(SetAccess.Create(target, encoding));
        Intersect(sources, long.MaxValue, ref collector);
        if (collector.OnlyIntegers)
            collector.Set.ConvertToIntset();
        return collector.Set;
    }

    private static long Intersect<TReceiver>(in SetSources sources, long limit, ref TReceiver receiver)
        where TReceiver : struct, IElementReceiver
    {
        sources.SortBySize(0, descending: false);
        ReadOnlySpan<SetObject> others = sources.Sets[1..];
        long found = 0;
        foreach (ElementValue member in sources.Sets[0])
        {
            if (!IsInAll(others, member))
                continue;
            receiver.Take(member);
            if (++found == limit)
                break;
        }
        return found;
    }

    private static bool IsInAll(ReadOnlySpan<SetObject> sets, ElementValue member)
    {
        foreach (ref readonly SetObject set in sets)
        {
            if (!set.Contains(member))
                return false;
        }
        return true;
    }

    private static bool TryArguments(CommandContext c, out int keys, out long limit)
    {
        keys = 0;
        limit = 0;
        if (!ArgumentNumbers.TryAtLeast(c, 1, 1, "ERR numkeys should be greater than 0"u8, out long count))
            return false;
        if (count > c.ArgCount - 2)
        {
            c.Reply.Error("ERR Number of keys can't be greater than number of args"u8);
            return false;
        }
        keys = (int)count;
        for (int i = 2 + keys; i < c.ArgCount; i += 2)
        {
            if (i + 1 == c.ArgCount || !c.IsOption(i, "LIMIT"u8))
            {
                c.Reply.Error(RespErrors.Syntax);
                return false;
            }
            if (!ArgumentNumbers.TryAtLeast(c, i + 1, 0, "ERR LIMIT can't be negative"u8, out limit))
                return false;
        }
        return true;
    }

    /// <summary>Forgets what it receives; only the number counts.</summary>
    private readonly struct Counter : IElementReceiver
    {
        public void Take(ElementValue element)
        {
        }
    }

    private struct SetCollector(SetObject set) : IElementReceiver
    {
        public SetObject Set = set;

        public bool OnlyIntegers { get; private set; } = true;

        public void Take(ElementValue element)
        {
            OnlyIntegers = OnlyIntegers && element.TryGetInteger(out _);
            Set.Add(element);
        }
    }
}
