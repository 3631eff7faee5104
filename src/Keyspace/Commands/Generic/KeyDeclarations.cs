using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.CommandFlags;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>Commands that ask for, remove, rename and copy keys.</summary>
internal static class KeyDeclarations
{
    private static readonly string[] s_sumOfShards = ["request_policy:multi_shard", "response_policy:agg_sum"];

    public static ShardCommand[] All { get; } = [.. Queries, .. Removals, .. Moves];

    private static ShardCommand[] Queries =>
    [
        new("EXISTS", -2, CommandFlags.ReadOnly | Fast, Keys.Range(1, -1, RO), CommandGroup.Generic, KeyQueries.Exists)
        {
            Tips = s_sumOfShards,
            Docs = new("Counts how many of the keys exist.", "1.0.0", "O(N) where N is the number of keys to check.")
            {
                Arguments = "key [key ...]",
                History = ["3.0.3: Accepts multiple `key` arguments."],
            },
        },
        new("TOUCH", -2, CommandFlags.ReadOnly | Fast, Keys.Range(1, -1, RO), CommandGroup.Generic, KeyQueries.Touch)
        {
            Tips = s_sumOfShards,
            Docs = new("Notes an access to keys and counts those that exist.", "3.2.1", "O(N) where N is the number of keys that will be touched.")
            {
                Arguments = "key [key ...]",
            },
        },
        new("TYPE", 2, CommandFlags.ReadOnly | Fast, Keys.At(1, RO), CommandGroup.Generic, KeyQueries.Type)
        {
            Docs = new("Tells what type of value a key holds.", "1.0.0", "O(1)") { Arguments = "key" },
        },
    ];

    private static ShardCommand[] Removals =>
    [
        new("DEL", -2, CommandFlags.Write, Keys.Range(1, -1, RM | Delete), CommandGroup.Generic, KeyRemoval.Del)
        {
            Tips = s_sumOfShards,
            Docs = new(
                "Removes keys.", "1.0.0",
                "O(N) where N is the number of keys that will be removed. When a key to remove holds a value other than a string, the individual complexity for this key is O(M) where M is the number of elements in the list, set, sorted set or hash. Removing a single key that holds a string value is O(1).")
            {
                Arguments = "key [key ...]",
            },
        },
        new("UNLINK", -2, CommandFlags.Write | Fast, Keys.Range(1, -1, RM | Delete), CommandGroup.Generic, KeyRemoval.Unlink)
        {
            Tips = s_sumOfShards,
            Docs = new(
                "Removes keys and frees large values little by little.", "4.0.0",
                "O(1) for each key removed regardless of its size. Then the command does O(N) work in a different thread in order to reclaim memory, where N is the number of allocations the deleted objects where composed of.")
            {
                Arguments = "key [key ...]",
            },
        },
    ];

    private static ShardCommand[] Moves =>
    [
        new("RENAME", 3, CommandFlags.Write, [Keys.At(1, RW | Access | Delete), Keys.At(2, OW | Update)], CommandGroup.Generic, KeyMoves.Rename)
        {
            Docs = new("Gives a value another key, in place of what that held.", "1.0.0", "O(1)") { Arguments = "key newkey" },
        },
        new(
            "RENAMENX", 3, CommandFlags.Write | Fast, [Keys.At(1, RW | Access | Delete), Keys.At(2, OW | Insert)], CommandGroup.Generic,
            KeyMoves.RenameNx)
        {
            Docs = new("Gives a value another key, unless that exists.", "1.0.0", "O(1)")
            {
                Arguments = "key newkey",
                History = ["3.2.0: The command no longer returns an error when source and destination names are the same."],
            },
        },
        new("MOVE", 3, CommandFlags.Write | Fast, Keys.At(1, RW | Access | Update), CommandGroup.Generic, KeyMoves.Move)
        {
            Docs = new("Moves a key to another database.", "1.0.0", "O(1)") { Arguments = "key db" },
        },
        new("COPY", -3, CommandFlags.Write | DenyOom, [Keys.At(1, RO | Access), Keys.At(2, OW | Update)], CommandGroup.Generic, KeyMoves.Copy)
        {
            Docs = new(
                "Copies a value to another key.", "6.2.0",
                "O(N) worst case for collections, where N is the number of nested items. O(1) for string values.")
            {
                Arguments = "source destination [DB destination-db] [REPLACE]",
            },
        },
    ];
}
