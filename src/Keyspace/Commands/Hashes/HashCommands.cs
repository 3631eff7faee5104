using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.CommandFlags;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.Hashes;

/// <summary>The commands on hashes.</summary>
internal static class HashCommands
{
    private const string WholeHash = "O(N) where N is the size of the hash.";

    public static ShardCommand[] All { get; } = [.. Readers, .. WholeReaders, .. Writers, .. Counters];

    private static ShardCommand[] Readers =>
    [
        Read("HGET", 3, RO | Access, "Gives the value of a field of a hash.", "2.0.0", "key field", HashReads.HGet),
        Read("HEXISTS", 3, RO, "Tells whether a hash has a field.", "2.0.0", "key field", HashReads.HExists),
        Read("HLEN", 2, RO, "Gives the number of fields of a hash.", "2.0.0", "key", HashReads.HLen),
        Read("HSTRLEN", 3, RO, "Gives the length of the value of a field, in bytes.", "3.2.0", "key field", HashReads.HStrLen),
        new("HMGET", -3, CommandFlags.ReadOnly | Fast, Keys.At(1, RO | Access), CommandGroup.Hash, HashReads.HMGet)
        {
            MemberAt = 2,
            Docs = new("Gives the values of several fields of a hash.", "2.0.0", "O(N) where N is the number of fields being requested.")
            {
                Arguments = "key field [field ...]",
            },
        },
    ];

    private static ShardCommand[] WholeReaders =>
    [
        ReadWhole("HGETALL", "Gives all fields of a hash with their values.", HashReads.HGetAll),
        ReadWhole("HKEYS", "Gives the names of all fields of a hash.", HashReads.HKeys),
        ReadWhole("HVALS", "Gives the values of all fields of a hash.", HashReads.HVals),
        new("HRANDFIELD", -2, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.Hash, HashRandom.HRandField)
        {
            Docs = new("Gives fields of a hash drawn by chance.", "6.2.0", "O(N) where N is the number of fields returned")
            {
                Arguments = "key [options: count [WITHVALUES]]",
            },
            Tips = ["nondeterministic_output"],
        },
        new("HSCAN", -3, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.Hash, HashScan.HScan)
        {
            Docs = new(
                "Iterates over the fields of a hash and their values.", "2.8.0",
                "O(1) for every call. O(N) for a complete iteration, where N is the number of fields.")
            {
                Arguments = "key cursor [MATCH pattern] [COUNT count]",
            },
            Tips = ["nondeterministic_output"],
        },
    ];

    private static ShardCommand[] Writers =>
    [
        new("HSET", -4, Write | DenyOom | Fast, Keys.At(1, RW | Update), CommandGroup.Hash, HashWrites.HSet)
        {
            MemberAt = 2,
            Docs = new(
                "Sets fields of a hash; makes it if it is not there.", "2.0.0",
                "O(1) for each field/value pair added, so O(N) to add N field/value pairs when the command is called with multiple field/value pairs.")
            {
                Arguments = "key field value [field value ...]",
                History = ["4.0.0: Accepts multiple `field` and `value` arguments."],
            },
        },
        new("HMSET", -4, Write | DenyOom | Fast, Keys.At(1, RW | Update), CommandGroup.Hash, HashWrites.HMSet)
        {
            MemberAt = 2,
            Docs = new("Sets several fields of a hash.", "2.0.0", "O(N) where N is the number of fields being set.")
            {
                Arguments = "key field value [field value ...]",
                DeprecatedSince = "4.0.0",
                ReplacedBy = "`HSET` with multiple field-value pairs",
            },
        },
        new("HSETNX", 4, Write | DenyOom | Fast, Keys.At(1, RW | Insert), CommandGroup.Hash, HashWrites.HSetNx)
        {
            MemberAt = 2,
            Docs = new("Sets a field of a hash that it does not have yet.", "2.0.0", "O(1)") { Arguments = "key field value" },
        },
        new("HDEL", -3, Write | Fast, Keys.At(1, RW | Delete), CommandGroup.Hash, HashWrites.HDel)
        {
            MemberAt = 2,
            Docs = new("Removes fields of a hash, and the hash with the last of them.", "2.0.0", "O(N) where N is the number of fields to be removed.")
            {
                Arguments = "key field [field ...]",
                History = ["2.4.0: Accepts multiple `field` arguments."],
            },
        },
    ];

    private static ShardCommand[] Counters =>
    [
        Counter("HINCRBY", "Adds a number to the integer of a field; a missing field counts as 0.", "2.0.0", HashCounters.HIncrBy),
        Counter("HINCRBYFLOAT", "Adds a number to the floating point number of a field; a missing field counts as 0.", "2.6.0", HashCounters.HIncrByFloat),
    ];

    private static ShardCommand Read(
        string name, int arity, KeySpecFlags flags, string summary, string since, string arguments, ShardCommand.CommandHandler handler) =>
        new(name, arity, CommandFlags.ReadOnly | Fast, Keys.At(1, flags), CommandGroup.Hash, handler)
        {
            MemberAt = arity > 2 ? 2 : 0,
            Docs = new(summary, since, "O(1)") { Arguments = arguments },
        };

    private static ShardCommand ReadWhole(string name, string summary, ShardCommand.CommandHandler handler) =>
        new(name, 2, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.Hash, handler)
        {
            Docs = new(summary, "2.0.0", WholeHash) { Arguments = "key" },
            Tips = ["nondeterministic_output_order"],
        };

    private static ShardCommand Counter(string name, string summary, string since, ShardCommand.CommandHandler handler) =>
        new(name, 4, Write | DenyOom | Fast, Keys.At(1, RW | Access | Update), CommandGroup.Hash, handler)
        {
            MemberAt = 2,
            Docs = new(summary, since, "O(1)") { Arguments = name == "HINCRBYFLOAT" ? "key field increment/double" : "key field increment" },
        };
}
