using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.CommandFlags;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>The commands on single members and on the ends of sorted sets.</summary>
internal static class ElementDeclarations
{
    public static ShardCommand[] All { get; } =
    [
        new("ZADD", -4, Write | DenyOom | Fast, Keys.At(1, RW | Update), CommandGroup.SortedSet, AddCommands.ZAdd)
        {
            MemberAt = 3,
            Docs = new(
                "Adds members with their scores, or changes the scores of members that are there.",
                "1.2.0",
                "O(log(N)) for each item added, where N is the number of elements in the sorted set.")
            {
                Arguments = "key [NX | XX] [GT | LT] [change: CH] [increment: INCR] score member [score member ...]",
            },
        },
        new("ZINCRBY", 4, Write | DenyOom | Fast, Keys.At(1, RW | Access | Update), CommandGroup.SortedSet, AddCommands.ZIncrBy)
        {
            MemberAt = 3,
            Docs = new(
                "Adds a number to the score of a member; a missing one counts as 0.",
                "1.2.0",
                "O(log(N)) where N is the number of elements in the sorted set.")
            {
                Arguments = "key increment member",
            },
        },
        new("ZREM", -3, Write | Fast, Keys.At(1, RW | Delete), CommandGroup.SortedSet, ElementReads.ZRem)
        {
            MemberAt = 2,
            Docs = new(
                "Removes members; the key goes with the last one.",
                "1.2.0",
                "O(M*log(N)) with N being the number of elements in the sorted set and M the number of elements to be removed.")
            {
                Arguments = "key member [member ...]",
            },
        },
        new("ZCARD", 2, CommandFlags.ReadOnly | Fast, Keys.At(1, RO), CommandGroup.SortedSet, ElementReads.ZCard)
        {
            Docs = new("Tells how many members a sorted set has.", "1.2.0", "O(1)")
            {
                Arguments = "key",
            },
        },
        new("ZSCORE", 3, CommandFlags.ReadOnly | Fast, Keys.At(1, RO | Access), CommandGroup.SortedSet, ElementReads.ZScore)
        {
            MemberAt = 2,
            Docs = new("Gives the score of a member.", "1.2.0", "O(1)")
            {
                Arguments = "key member",
            },
        },
        new("ZMSCORE", -3, CommandFlags.ReadOnly | Fast, Keys.At(1, RO | Access), CommandGroup.SortedSet, ElementReads.ZMScore)
        {
            MemberAt = 2,
            Docs = new("Gives the scores of several members.", "6.2.0", "O(N) where N is the number of members being requested.")
            {
                Arguments = "key member [member ...]",
            },
        },
        new("ZRANK", -3, CommandFlags.ReadOnly | Fast, Keys.At(1, RO | Access), CommandGroup.SortedSet, ElementReads.ZRank)
        {
            MemberAt = 2,
            Docs = new("Gives the place of a member, counted from the lowest score.", "2.0.0", "O(log(N))")
            {
                Arguments = "key member [WITHSCORE]",
            },
        },
        new("ZREVRANK", -3, CommandFlags.ReadOnly | Fast, Keys.At(1, RO | Access), CommandGroup.SortedSet, ElementReads.ZRevRank)
        {
            MemberAt = 2,
            Docs = new("Gives the place of a member, counted from the highest score.", "2.0.0", "O(log(N))")
            {
                Arguments = "key member [WITHSCORE]",
            },
        },
        new("ZPOPMIN", -2, Write | Fast, Keys.At(1, RW | Access | Delete), CommandGroup.SortedSet, PopCommands.ZPopMin)
        {
            Docs = new(
                "Takes the members with the lowest scores out and gives them.",
                "5.0.0",
                "O(log(N)*M) with N being the number of elements in the sorted set, and M being the number of elements popped.")
            {
                Arguments = "key [count]",
            },
        },
        new("ZPOPMAX", -2, Write | Fast, Keys.At(1, RW | Access | Delete), CommandGroup.SortedSet, PopCommands.ZPopMax)
        {
            Docs = new(
                "Takes the members with the highest scores out and gives them.",
                "5.0.0",
                "O(log(N)*M) with N being the number of elements in the sorted set, and M being the number of elements popped.")
            {
                Arguments = "key [count]",
            },
        },
        new("ZMPOP", -4, Write, Keys.Counted(1, RW | Access | Delete), CommandGroup.SortedSet, PopCommands.ZMPop)
        {
            Docs = new(
                "Takes members off one end of the first of several sorted sets that is there.",
                "7.0.0",
                "O(K) + O(M*log(N)) where K is the number of provided keys, N being the number of elements in the sorted set, and M being the number of elements popped.")
            {
                Arguments = "numkeys key [key ...] <MIN | MAX> [COUNT count]",
            },
        },
        new(
            "BZPOPMIN", -3, Write | Fast | Blocking, Keys.Range(1, -2, RW | Access | Delete),
            CommandGroup.SortedSet, PopCommands.BZPopMin)
        {
            Docs = new(
                "Takes the member with the lowest score of the first sorted set that is there, waiting for one if need be.",
                "5.0.0",
                "O(log(N)) with N being the number of elements in the sorted set.")
            {
                Arguments = "key [key ...] timeout",
            },
        },
        new(
            "BZPOPMAX", -3, Write | Fast | Blocking, Keys.Range(1, -2, RW | Access | Delete),
            CommandGroup.SortedSet, PopCommands.BZPopMax)
        {
            Docs = new(
                "Takes the member with the highest score of the first sorted set that is there, waiting for one if need be.",
                "5.0.0",
                "O(log(N)) with N being the number of elements in the sorted set.")
            {
                Arguments = "key [key ...] timeout",
            },
        },
        new("BZMPOP", -5, Write | Blocking, Keys.Counted(2, RW | Access | Delete), CommandGroup.SortedSet, PopCommands.BZMPop)
        {
            Docs = new(
                "Takes members off one end of the first sorted set that is there, waiting for one if need be.",
                "7.0.0",
                "O(K) + O(M*log(N)) where K is the number of provided keys, N being the number of elements in the sorted set, and M being the number of elements popped.")
            {
                Arguments = "timeout numkeys key [key ...] <MIN | MAX> [COUNT count]",
            },
        },
        new("ZRANDMEMBER", -2, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.SortedSet, RandomMembers.ZRandMember)
        {
            Docs = new("Gives members chosen at random, which stay.", "6.2.0", "O(N) where N is the number of members returned")
            {
                Arguments = "key [options: count [WITHSCORES]]",
            },
            Tips = ["nondeterministic_output"],
        },
        new("ZSCAN", -3, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.SortedSet, ScanCommand.ZScan)
        {
            Docs = new(
                "Iterates over the members and scores in small steps.",
                "2.8.0",
                "O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection.")
            {
                Arguments = "key cursor [MATCH pattern] [COUNT count]",
            },
            Tips = ["nondeterministic_output"],
        },
    ];
}
