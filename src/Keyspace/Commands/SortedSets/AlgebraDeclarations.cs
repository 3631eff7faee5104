using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.CommandFlags;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>The commands that combine several sorted sets.</summary>
internal static class AlgebraDeclarations
{
    public static ShardCommand[] All { get; } =
    [
        new("ZUNION", -3, CommandFlags.ReadOnly, Keys.Counted(1, RO | Access), CommandGroup.SortedSet, AlgebraCommands.ZUnion)
        {
            Docs = new(
                "Gives the members of any of several sorted sets, their scores combined.",
                "6.2.0",
                "O(N)+O(M*log(M)) with N being the sum of the sizes of the input sorted sets, and M being the number of elements in the resulting sorted set.")
            {
                Arguments = "numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX>] [WITHSCORES]",
            },
        },
        new(
            "ZUNIONSTORE", -4, Write | DenyOom, [Keys.At(1, OW | Update), Keys.Counted(2, RO | Access)],
            CommandGroup.SortedSet, AlgebraCommands.ZUnionStore)
        {
            Docs = new(
                "Stores the members of any of several sorted sets, their scores combined.",
                "2.0.0",
                "O(N)+O(M log(M)) with N being the sum of the sizes of the input sorted sets, and M being the number of elements in the resulting sorted set.")
            {
                Arguments = "destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX>]",
            },
        },
        new("ZINTER", -3, CommandFlags.ReadOnly, Keys.Counted(1, RO | Access), CommandGroup.SortedSet, AlgebraCommands.ZInter)
        {
            Docs = new(
                "Gives the members that all of several sorted sets have, their scores combined.",
                "6.2.0",
                "O(N*K)+O(M*log(M)) worst case with N being the smallest input sorted set, K being the number of input sorted sets and M being the number of elements in the resulting sorted set.")
            {
                Arguments = "numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX>] [WITHSCORES]",
            },
        },
        new(
            "ZINTERSTORE", -4, Write | DenyOom, [Keys.At(1, OW | Update), Keys.Counted(2, RO | Access)],
            CommandGroup.SortedSet, AlgebraCommands.ZInterStore)
        {
            Docs = new(
                "Stores the members that all of several sorted sets have, their scores combined.",
                "2.0.0",
                "O(N*K)+O(M*log(M)) worst case with N being the smallest input sorted set, K being the number of input sorted sets and M being the number of elements in the resulting sorted set.")
            {
                Arguments = "destination numkeys key [key ...] [WEIGHTS weight [weight ...]] [AGGREGATE <SUM | MIN | MAX>]",
            },
        },
        new("ZINTERCARD", -3, CommandFlags.ReadOnly, Keys.Counted(1, RO | Access), CommandGroup.SortedSet, AlgebraCommands.ZInterCard)
        {
            Docs = new(
                "Counts the members that all of several sorted sets have.",
                "7.0.0",
                "O(N*K) worst case with N being the smallest input sorted set, K being the number of input sorted sets.")
            {
                Arguments = "numkeys key [key ...] [LIMIT limit]",
            },
        },
        new("ZDIFF", -3, CommandFlags.ReadOnly, Keys.Counted(1, RO | Access), CommandGroup.SortedSet, AlgebraCommands.ZDiff)
        {
            Docs = new(
                "Gives the members of the first sorted set that none of the others has.",
                "6.2.0",
                "O(L + (N-K)log(N)) worst case where L is the total number of elements in all the sets, N is the size of the first set, and K is the size of the result set.")
            {
                Arguments = "numkeys key [key ...] [WITHSCORES]",
            },
        },
        new(
            "ZDIFFSTORE", -4, Write | DenyOom, [Keys.At(1, OW | Update), Keys.Counted(2, RO | Access)],
            CommandGroup.SortedSet, AlgebraCommands.ZDiffStore)
        {
            Docs = new(
                "Stores the members of the first sorted set that none of the others has.",
                "6.2.0",
                "O(L + (N-K)log(N)) worst case where L is the total number of elements in all the sets, N is the size of the first set, and K is the size of the result set.")
            {
                Arguments = "destination numkeys key [key ...]",
            },
        },
    ];
}
