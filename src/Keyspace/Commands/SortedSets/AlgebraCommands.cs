using System.Buffers;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>Union, intersection and difference of sorted sets and sets.</summary>
internal static class AlgebraCommands
{
    /// <summary>A result that is only replied stays a table, as in Redis: it keeps what a listpack would not, the sign of a zero.</summary>
    private static readonly SortedSetLimits s_neverCompact = new(Entries: 0, MemberBytes: 0);

    public static void ZUnion(CommandContext c) => Combine(c, AlgebraOperation.Union, "zunionstore"u8, store: false);

    public static void ZInter(CommandContext c) => Combine(c, AlgebraOperation.Intersection, "zinterstore"u8, store: false);

    public static void ZDiff(CommandContext c) => Combine(c, AlgebraOperation.Difference, "zdiffstore"u8, store: false);

    public static void ZUnionStore(CommandContext c) => Combine(c, AlgebraOperation.Union, "zunionstore"u8, store: true);

    public static void ZInterStore(CommandContext c) => Combine(c, AlgebraOperation.Intersection, "zinterstore"u8, store: true);

    public static void ZDiffStore(CommandContext c) => Combine(c, AlgebraOperation.Difference, "zdiffstore"u8, store: true);

    public static void ZInterCard(CommandContext c)
    {
        if (!TryKeyCount(c, 1, out var count))
        {
            return;
        }

        var rented = ArrayPool<ScoredInput>.Shared.Rent(count);
        var inputs = rented.AsSpan(0, count);
        if (TryInputs(c, 2, inputs) && AlgebraOptions.TryParseLimit(c, 2 + count, out var options))
        {
            c.Reply.Integer(InputAlgebra.CountIntersection(inputs, options.Limit));
        }

        ArrayPool<ScoredInput>.Shared.Return(rented, clearArray: true);
    }

    private static void Combine(CommandContext c, AlgebraOperation operation, ReadOnlySpan<byte> eventName, bool store)
    {
        var keyCount = store ? 2 : 1;
        if (!TryKeyCount(c, keyCount, out var count))
        {
            return;
        }

        var rented = ArrayPool<ScoredInput>.Shared.Rent(count);
        var inputs = rented.AsSpan(0, count);
        var combines = operation != AlgebraOperation.Difference;
        if (TryInputs(c, keyCount + 1, inputs)
            && AlgebraOptions.TryParse(c, keyCount + 1 + count, inputs, combines, !store, out var options))
        {
            var target = c.DatabaseOf(c.Arg(store ? 1 : keyCount + 1));
            var builder = new SortedSetBuilder(target.Arena);
            InputAlgebra.Run(operation, inputs, options, ref builder);
            var result = builder.Build(store ? SortedSetLimits.Of(target.Shard.Settings) : s_neverCompact);
            Finish(c, ref result, options, eventName, store);
        }

        ArrayPool<ScoredInput>.Shared.Return(rented, clearArray: true);
    }

    private static void Finish(
        CommandContext c, ref SortedSetObject result, in AlgebraOptions options, ReadOnlySpan<byte> eventName, bool store)
    {
        if (store)
        {
            c.Reply.Integer(SortedSetAccess.Store(c, c.Arg(1), ref result, eventName));
            return;
        }

        ElementReply.Range(c.Reply, result, new RankRange(0, result.Count), reverse: false, options.WithScores);
        result.Free();
    }

    private static bool TryKeyCount(CommandContext c, int index, out int count)
    {
        count = 0;
        if (!c.TryInteger(index, out var keys))
        {
            return false;
        }

        if (keys < 1)
        {
            c.Reply.Error($"ERR at least 1 input key is needed for '{c.Command.FullName}' command");
            return false;
        }

        if (keys > c.ArgCount - index - 1)
        {
            c.Reply.Error(RespErrors.Syntax);
            return false;
        }

        count = (int)keys;
        return true;
    }

    private static bool TryInputs(CommandContext c, int index, Span<ScoredInput> inputs)
    {
        foreach (ref var input in inputs)
        {
            if (!ScoredInput.TryRead(c, index++, out input))
            {
                return false;
            }
        }

        return true;
    }
}
