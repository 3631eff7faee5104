using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.CommandFlags;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>The commands on ranges of sorted sets.</summary>
internal static class RangeDeclarations
{
    public static ShardCommand[] All { get; } =
    [
        new("ZRANGE", -4, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.SortedSet, RangeCommands.ZRange)
        {
            Docs = new(
                "Gives the elements of a range of places, scores or members.",
                "1.2.0",
                "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements returned.")
            {
                Arguments = "key start/string stop/string [sortby: BYSCORE | BYLEX] [REV] [LIMIT offset count] [WITHSCORES]",
            },
        },
        new(
            "ZRANGESTORE", -5, Write | DenyOom, [Keys.At(1, OW | Update), Keys.At(2, RO | Access)],
            CommandGroup.SortedSet, RangeCommands.ZRangeStore)
        {
            Docs = new(
                "Stores the elements of a range under another key.",
                "6.2.0",
                "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements stored into the destination key.")
            {
                Arguments = "dst src min max [sortby: BYSCORE | BYLEX] [REV] [LIMIT offset count]",
            },
        },
        new("ZREVRANGE", -4, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.SortedSet, RangeCommands.ZRevRange)
        {
            Docs = new(
                "Gives the elements of a range of places, from the highest score down.",
                "1.2.0",
                "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements returned.")
            {
                Arguments = "key start stop [WITHSCORES]",
                DeprecatedSince = "6.2.0",
                ReplacedBy = "`ZRANGE` with the `REV` argument",
            },
        },
        new("ZRANGEBYSCORE", -4, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.SortedSet, RangeCommands.ZRangeByScore)
        {
            Docs = new(
                "Gives the elements whose scores lie in a range.",
                "1.0.5",
                "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements being returned. If M is constant (e.g. always asking for the first 10 elements with LIMIT), you can consider it O(log(N)).")
            {
                Arguments = "key min/double max/double [WITHSCORES] [LIMIT offset count]",
                DeprecatedSince = "6.2.0",
                ReplacedBy = "`ZRANGE` with the `BYSCORE` argument",
            },
        },
        new(
            "ZREVRANGEBYSCORE", -4, CommandFlags.ReadOnly, Keys.At(1, RO | Access),
            CommandGroup.SortedSet, RangeCommands.ZRevRangeByScore)
        {
            Docs = new(
                "Gives the elements whose scores lie in a range, from the highest score down.",
                "2.2.0",
                "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements being returned. If M is constant (e.g. always asking for the first 10 elements with LIMIT), you can consider it O(log(N)).")
            {
                Arguments = "key max/double min/double [WITHSCORES] [LIMIT offset count]",
                DeprecatedSince = "6.2.0",
                ReplacedBy = "`ZRANGE` with the `REV` and `BYSCORE` arguments",
            },
        },
        new("ZRANGEBYLEX", -4, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.SortedSet, RangeCommands.ZRangeByLex)
        {
            Docs = new(
                "Gives the members of a range, among members of one score.",
                "2.8.9",
                "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements being returned. If M is constant (e.g. always asking for the first 10 elements with LIMIT), you can consider it O(log(N)).")
            {
                Arguments = "key min max [LIMIT offset count]",
                DeprecatedSince = "6.2.0",
                ReplacedBy = "`ZRANGE` with the `BYLEX` argument",
            },
        },
        new("ZREVRANGEBYLEX", -4, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.SortedSet, RangeCommands.ZRevRangeByLex)
        {
            Docs = new(
                "Gives the members of a range from the last one down, among members of one score.",
                "2.8.9",
                "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements being returned. If M is constant (e.g. always asking for the first 10 elements with LIMIT), you can consider it O(log(N)).")
            {
                Arguments = "key max min [LIMIT offset count]",
                DeprecatedSince = "6.2.0",
                ReplacedBy = "`ZRANGE` with the `REV` and `BYLEX` arguments",
            },
        },
        new("ZCOUNT", 4, CommandFlags.ReadOnly | Fast, Keys.At(1, RO | Access), CommandGroup.SortedSet, RangeCommands.ZCount)
        {
            Docs = new(
                "Counts the members whose scores lie in a range.",
                "2.0.0",
                "O(log(N)) with N being the number of elements in the sorted set.")
            {
                Arguments = "key min/double max/double",
            },
        },
        new("ZLEXCOUNT", 4, CommandFlags.ReadOnly | Fast, Keys.At(1, RO | Access), CommandGroup.SortedSet, RangeCommands.ZLexCount)
        {
            Docs = new(
                "Counts the members of a range, among members of one score.",
                "2.8.9",
                "O(log(N)) with N being the number of elements in the sorted set.")
            {
                Arguments = "key min max",
            },
        },
        new("ZREMRANGEBYRANK", 4, Write, Keys.At(1, RW | Delete), CommandGroup.SortedSet, RangeCommands.ZRemRangeByRank)
        {
            Docs = new(
                "Removes the members of a range of places.",
                "2.0.0",
                "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements removed by the operation.")
            {
                Arguments = "key start stop",
            },
        },
        new("ZREMRANGEBYSCORE", 4, Write, Keys.At(1, RW | Delete), CommandGroup.SortedSet, RangeCommands.ZRemRangeByScore)
        {
            Docs = new(
                "Removes the members whose scores lie in a range.",
                "1.2.0",
                "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements removed by the operation.")
            {
                Arguments = "key min/double max/double",
            },
        },
        new("ZREMRANGEBYLEX", 4, Write, Keys.At(1, RW | Delete), CommandGroup.SortedSet, RangeCommands.ZRemRangeByLex)
        {
            Docs = new(
                "Removes the members of a range, among members of one score.",
                "2.8.9",
                "O(log(N)+M) with N being the number of elements in the sorted set and M the number of elements removed by the operation.")
            {
                Arguments = "key min max",
            },
        },
    ];
}
