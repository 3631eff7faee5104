using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>Commands that go over all keys.</summary>
internal static class IterationDeclarations
{
    public static ShardCommand[] All { get; } =
    [
        new("KEYS", 2, CommandFlags.ReadOnly, Keys.None, CommandGroup.Generic, KeyIteration.Keys)
        {
            Scope = ShardScope.All,
            ExtraCategories = AclCategories.Dangerous,
            Tips = ["request_policy:all_shards", "nondeterministic_output_order"],
            Docs = new(
                "Gives all keys that match a pattern.", "1.0.0",
                "O(N) with N being the number of keys in the database, under the assumption that the key names in the database and the given pattern have limited length.")
            {
                Arguments = "pattern",
            },
        },
        new(
            "RANDOMKEY", 1, CommandFlags.ReadOnly | CommandFlags.TouchesArbitraryKeys, Keys.None, CommandGroup.Generic, KeyIteration.RandomKey)
        {
            Scope = ShardScope.All,
            Tips = ["request_policy:all_shards", "response_policy:special", "nondeterministic_output"],
            Docs = new("Gives a key drawn at random.", "1.0.0", "O(1)"),
        },
        new("SCAN", -2, CommandFlags.ReadOnly | CommandFlags.TouchesArbitraryKeys, Keys.None, CommandGroup.Generic, ScanCommand.Scan)
        {
            FindShard = ScanCursor.ShardOf,
            Tips = ["nondeterministic_output", "request_policy:special", "response_policy:special"],
            Docs = new(
                "Goes over the keys of the database in steps.", "2.8.0",
                "O(1) for every call. O(N) for a complete iteration, including enough command calls for the cursor to return back to 0. N is the number of elements inside the collection.")
            {
                Arguments = "cursor [MATCH pattern] [COUNT count] [TYPE type]",
                History = ["6.0.0: Added the `TYPE` subcommand."],
            },
        },
    ];
}
