using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.CommandFlags;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.Sets;

/// <summary>The commands on sets.</summary>
internal static class SetCommands
{
    private const string AllSets = "O(N) where N is the total number of elements in all given sets.";
    private const string SmallestSet =
        "O(N*M) worst case where N is the cardinality of the smallest set and M is the number of sets.";
    private const string Unordered = "nondeterministic_output_order";
    private const string ByChance = "nondeterministic_output";

    public static ShardCommand[] All { get; } = [.. Readers, .. Writers, .. Random, .. Combinations, .. Stores];

    private static ShardCommand[] Readers =>
    [
        new("SISMEMBER", 3, CommandFlags.ReadOnly | Fast, Keys.At(1, RO), CommandGroup.Set, SetMembersCommands.SIsMember)
        {
            MemberAt = 2,
            Docs = new("Tells whether a set has a member.", "1.0.0", "O(1)") { Arguments = "key member" },
        },
        new("SMISMEMBER", -3, CommandFlags.ReadOnly | Fast, Keys.At(1, RO | Access), CommandGroup.Set, SetMembersCommands.SMIsMember)
        {
            MemberAt = 2,
            Docs = new(
                "Tells which of several members a set has.", "6.2.0",
                "O(N) where N is the number of elements being checked for membership")
            {
                Arguments = "key member [member ...]",
            },
        },
        new("SCARD", 2, CommandFlags.ReadOnly | Fast, Keys.At(1, RO), CommandGroup.Set, SetMembersCommands.SCard)
        {
            Docs = new("Gives the number of members of a set.", "1.0.0", "O(1)") { Arguments = "key" },
        },
        new("SMEMBERS", 2, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.Set, SetMembersCommands.SMembers)
        {
            Docs = new("Gives all members of a set.", "1.0.0", "O(N) where N is the set cardinality.") { Arguments = "key" },
            Tips = [Unordered],
        },
        new("SSCAN", -3, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.Set, SetScan.SScan)
        {
            Docs = new(
                "Iterates over the members of a set.", "2.8.0",
                "O(1) for every call. O(N) for a complete iteration, where N is the number of members.")
            {
                Arguments = "key cursor [MATCH pattern] [COUNT count]",
            },
            Tips = [ByChance],
        },
    ];

    private static ShardCommand[] Writers =>
    [
        new("SADD", -3, Write | DenyOom | Fast, Keys.At(1, RW | Insert), CommandGroup.Set, SetMembersCommands.SAdd)
        {
            MemberAt = 2,
            Docs = new(
                "Adds members to a set; makes it if it is not there.", "1.0.0",
                "O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments.")
            {
                Arguments = "key member [member ...]",
                History = ["2.4.0: Accepts multiple `member` arguments."],
            },
        },
        new("SREM", -3, Write | Fast, Keys.At(1, RW | Delete), CommandGroup.Set, SetMembersCommands.SRem)
        {
            MemberAt = 2,
            Docs = new(
                "Removes members from a set, and the set with the last of them.", "1.0.0",
                "O(N) where N is the number of members to be removed.")
            {
                Arguments = "key member [member ...]",
                History = ["2.4.0: Accepts multiple `member` arguments."],
            },
        },
        new("SMOVE", 4, Write | Fast, [Keys.At(1, RW | Access | Delete), Keys.At(2, RW | Insert)], CommandGroup.Set, SetMembersCommands.SMove)
        {
            Docs = new("Moves a member from one set to another.", "1.0.0", "O(1)") { Arguments = "source destination member" },
        },
    ];

    private static ShardCommand[] Random =>
    [
        new("SPOP", -2, Write | Fast, Keys.At(1, RW | Access | Delete), CommandGroup.Set, SetRandom.SPop)
        {
            Docs = new(
                "Takes members drawn by chance out of a set.", "1.0.0",
                "Without the count argument O(1), otherwise O(N) where N is the value of the passed count.")
            {
                Arguments = "key [count]",
                History = ["3.2.0: Added the `count` argument."],
            },
            Tips = [ByChance],
        },
        new("SRANDMEMBER", -2, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.Set, SetRandom.SRandMember)
        {
            Docs = new(
                "Gives members of a set drawn by chance.", "1.0.0",
                "Without the count argument O(1), otherwise O(N) where N is the absolute value of the passed count.")
            {
                Arguments = "key [count]",
                History = ["2.6.0: Added the optional `count` argument."],
            },
            Tips = [ByChance],
        },
    ];

    private static ShardCommand[] Combinations =>
    [
        Combine("SINTER", "Gives the members that several sets have in common.", SmallestSet, SetIntersection.SInter),
        Combine("SUNION", "Gives the members of several sets together.", AllSets, SetUnion.SUnion),
        Combine("SDIFF", "Gives the members of a set that others do not have.", AllSets, SetDifference.SDiff),
        new("SINTERCARD", -3, CommandFlags.ReadOnly, Keys.Counted(1, RO | Access), CommandGroup.Set, SetIntersection.SInterCard)
        {
            Docs = new("Counts the members that several sets have in common.", "7.0.0", SmallestSet)
            {
                Arguments = "numkeys key [key ...] [LIMIT limit]",
            },
        },
    ];

    private static ShardCommand[] Stores =>
    [
        Store("SINTERSTORE", RW, "Stores the members that several sets have in common.", SmallestSet, SetIntersection.SInterStore),
        Store("SUNIONSTORE", OW, "Stores the members of several sets together.", AllSets, SetUnion.SUnionStore),
        Store("SDIFFSTORE", OW, "Stores the members of a set that others do not have.", AllSets, SetDifference.SDiffStore),
    ];

    private static ShardCommand Combine(string name, string summary, string complexity, ShardCommand.CommandHandler handler) =>
        new(name, -2, CommandFlags.ReadOnly, Keys.Range(1, -1, RO | Access), CommandGroup.Set, handler)
        {
            Docs = new(summary, "1.0.0", complexity) { Arguments = "key [key ...]" },
            Tips = [Unordered],
        };

    private static ShardCommand Store(
        string name, KeySpecFlags access, string summary, string complexity, ShardCommand.CommandHandler handler) =>
        new(
            name, -3, Write | DenyOom, [Keys.At(1, access | Update), Keys.Range(2, -1, RO | Access)],
            CommandGroup.Set, handler)
        {
            Docs = new(summary, "1.0.0", complexity) { Arguments = "destination key [key ...]" },
        };
}
