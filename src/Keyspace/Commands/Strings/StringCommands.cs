using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.CommandFlags;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.Strings;

/// <summary>The commands on strings, counters included.</summary>
internal static class StringCommands
{
    private const string Expiration =
        "EX seconds | PX milliseconds | EXAT unix-time-seconds | PXAT unix-time-milliseconds";

    public static ShardCommand[] All { get; } = [.. Readers, .. Setters, .. Editors, .. Counters];

    private static ShardCommand[] Readers =>
    [
        new("GET", 2, CommandFlags.ReadOnly | Fast, Keys.At(1, RO | Access), CommandGroup.String, StringReads.Get)
        {
            Docs = new("Gives the string that a key holds.", "1.0.0", "O(1)") { Arguments = "key" },
        },
        new("MGET", -2, CommandFlags.ReadOnly | Fast, Keys.Range(1, -1, RO | Access), CommandGroup.String, StringReads.MGet)
        {
            Docs = new("Gives the strings that several keys hold, in one step.", "1.0.0", "O(N) where N is the number of keys to retrieve.")
            {
                Arguments = "key [key ...]",
            },
            Tips = ["request_policy:multi_shard"],
        },
        new("STRLEN", 2, CommandFlags.ReadOnly | Fast, Keys.At(1, RO), CommandGroup.String, StringReads.StrLen)
        {
            Docs = new("Gives the length of a string in bytes.", "2.2.0", "O(1)") { Arguments = "key" },
        },
        new("GETRANGE", 4, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.String, StringReads.GetRange)
        {
            Docs = new("Gives a part of a string.", "2.4.0", "O(N) where N is the length of the part.")
            {
                Arguments = "key start end",
            },
        },
        new("SUBSTR", 4, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.String, StringReads.GetRange)
        {
            Docs = new("Gives a part of a string; the old name of GETRANGE.", "1.0.0", "O(N) where N is the length of the part.")
            {
                Arguments = "key start end",
                DeprecatedSince = "2.0.0",
                ReplacedBy = "`GETRANGE`",
            },
        },
        new("LCS", -3, CommandFlags.ReadOnly, Keys.Range(1, 2, RO | Access), CommandGroup.String, LcsCommand.Lcs)
        {
            Docs = new(
                "Finds the longest common subsequence of two strings.", "7.0.0",
                "O(N*M) where N and M are the lengths of the two strings.")
            {
                Arguments = "key1 key2 [LEN] [IDX] [MINMATCHLEN min-match-len] [WITHMATCHLEN]",
            },
        },
    ];

    private static ShardCommand[] Setters =>
    [
        new("SET", -3, Write | DenyOom, Keys.At(1, RW | Access | Update | VariableFlags), CommandGroup.String, StringSets.Set)
        {
            IsTimedInRuns = true,
            FindKeyFlags = StringSets.KeyFlags,
            Docs = new("Sets the string of a key, whatever it held, on conditions and with an expiry if asked to.", "1.0.0", "O(1)")
            {
                Arguments = $"key value [NX | XX] [GET] [{Expiration} | KEEPTTL]",
                History =
                [
                    "2.6.12: Added the `EX`, `PX`, `NX` and `XX` options.",
                    "6.0.0: Added the `KEEPTTL` option.",
                    "6.2.0: Added the `GET`, `EXAT` and `PXAT` option.",
                    "7.0.0: Allowed the `NX` and `GET` options to be used together.",
                ],
            },
        },
        new("SETNX", 3, Write | DenyOom | Fast, Keys.At(1, OW | Insert), CommandGroup.String, StringSets.SetNx)
        {
            Docs = new("Sets the string of a key that does not exist.", "1.0.0", "O(1)")
            {
                Arguments = "key value", DeprecatedSince = "2.6.12", ReplacedBy = "`SET` with the `NX` argument",
            },
        },
        new("SETEX", 4, Write | DenyOom, Keys.At(1, OW | Update), CommandGroup.String, StringSets.SetEx)
        {
            Docs = new("Sets the string of a key and its time to live in seconds.", "2.0.0", "O(1)")
            {
                Arguments = "key seconds value", DeprecatedSince = "2.6.12", ReplacedBy = "`SET` with the `EX` argument",
            },
        },
        new("PSETEX", 4, Write | DenyOom, Keys.At(1, OW | Update), CommandGroup.String, StringSets.PSetEx)
        {
            Docs = new("Sets the string of a key and its time to live in milliseconds.", "2.6.0", "O(1)")
            {
                Arguments = "key milliseconds value", DeprecatedSince = "2.6.12", ReplacedBy = "`SET` with the `PX` argument",
            },
        },
        new("GETSET", 3, Write | DenyOom | Fast, Keys.At(1, RW | Access | Update), CommandGroup.String, StringSets.GetSet)
        {
            Docs = new("Sets the string of a key and gives the one it held.", "1.0.0", "O(1)")
            {
                Arguments = "key value", DeprecatedSince = "6.2.0", ReplacedBy = "`SET` with the `!GET` argument",
            },
        },
        new("MSET", -3, Write | DenyOom, Keys.Range(1, -1, OW | Update, step: 2), CommandGroup.String, StringSets.MSet)
        {
            Docs = new("Sets the strings of several keys in one step.", "1.0.1", "O(N) where N is the number of keys to set.")
            {
                Arguments = "key value [key value ...]",
            },
            Tips = ["request_policy:multi_shard", "response_policy:all_succeeded"],
        },
        new("MSETNX", -3, Write | DenyOom, Keys.Range(1, -1, OW | Insert, step: 2), CommandGroup.String, StringSets.MSetNx)
        {
            Docs = new("Sets the strings of several keys if none of them exists.", "1.0.1", "O(N) where N is the number of keys to set.")
            {
                Arguments = "key value [key value ...]",
            },
        },
    ];

    private static ShardCommand[] Editors =>
    [
        new("GETDEL", 2, Write | Fast, Keys.At(1, RW | Access | Delete), CommandGroup.String, StringEdits.GetDel)
        {
            Docs = new("Gives the string of a key and removes the key.", "6.2.0", "O(1)") { Arguments = "key" },
        },
        new("GETEX", -2, Write | Fast, Keys.At(1, RW | Access | Update), CommandGroup.String, StringEdits.GetEx)
        {
            Docs = new("Gives the string of a key and sets or removes its expiry.", "6.2.0", "O(1)")
            {
                Arguments = $"key [{Expiration} | PERSIST]",
            },
        },
        new("APPEND", 3, Write | DenyOom | Fast, Keys.At(1, RW | Insert), CommandGroup.String, StringEdits.Append)
        {
            Docs = new("Adds bytes at the end of a string; makes it if it is not there.", "2.0.0", "O(1) amortized for small values.")
            {
                Arguments = "key value",
            },
        },
        new("SETRANGE", 4, Write | DenyOom, Keys.At(1, RW | Update), CommandGroup.String, StringEdits.SetRange)
        {
            Docs = new(
                "Overwrites a part of a string from an offset on, making it longer where needed.", "2.2.0",
                "O(1) for small values, else O(M) where M is the length of the value.")
            {
                Arguments = "key offset value",
            },
        },
    ];

    private static ShardCommand[] Counters =>
    [
        Counter("INCR", 2, "Adds one to the integer of a key; a missing key counts as 0.", "1.0.0", "key", CounterCommands.Incr),
        Counter("DECR", 2, "Takes one from the integer of a key; a missing key counts as 0.", "1.0.0", "key", CounterCommands.Decr),
        Counter("INCRBY", 3, "Adds a number to the integer of a key.", "1.0.0", "key increment", CounterCommands.IncrBy),
        Counter("DECRBY", 3, "Takes a number from the integer of a key.", "1.0.0", "key decrement", CounterCommands.DecrBy),
        Counter(
            "INCRBYFLOAT", 3, "Adds a floating point number to that of a key.", "2.6.0", "key increment/double", CounterCommands.IncrByFloat),
    ];

    private static ShardCommand Counter(
        string name, int arity, string summary, string since, string arguments, ShardCommand.CommandHandler handler) =>
        new(name, arity, Write | DenyOom | Fast, Keys.At(1, RW | Access | Update), CommandGroup.String, handler)
        {
            Docs = new(summary, since, "O(1)") { Arguments = arguments },
        };
}
