using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.CommandFlags;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.Lists;

/// <summary>The commands on lists.</summary>
internal static class ListCommands
{
    private const string Ends = "<wherefrom: LEFT | RIGHT> <whereto: LEFT | RIGHT>";
    private const string PerElement =
        "O(1) for each element added, so O(N) to add N elements when the command is called with multiple arguments.";
    private const string PerKey =
        "O(N+M) where N is the number of provided keys and M is the number of elements returned.";

    public static ShardCommand[] All { get; } = [.. Readers, .. Pushes, .. Editors, .. Pops, .. Moves];

    private static KeySpec[] SourceAndTarget => [Keys.At(1, RW | Access | Delete), Keys.At(2, RW | Insert)];

    private static ShardCommand[] Readers =>
    [
        new("LLEN", 2, CommandFlags.ReadOnly | Fast, Keys.At(1, RO), CommandGroup.List, ListReads.LLen)
        {
            Docs = new("Gives the number of elements of a list.", "1.0.0", "O(1)") { Arguments = "key" },
        },
        new("LINDEX", 3, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.List, ListReads.LIndex)
        {
            Docs = new(
                "Gives the element at an index of a list.", "1.0.0",
                "O(N) where N is the number of elements between the index and the nearer end.")
            {
                Arguments = "key index",
            },
        },
        new("LRANGE", 4, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.List, ListReads.LRange)
        {
            Docs = new(
                "Gives the elements of a list from one index to another.", "1.0.0",
                "O(S+N) where S is the distance of the range from the nearer end and N its number of elements.")
            {
                Arguments = "key start stop",
            },
        },
        new("LPOS", -3, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.List, ListSearch.LPos)
        {
            Docs = new(
                "Gives the indexes at which a list holds an element.", "6.0.6",
                "O(N) where N is the number of elements compared.")
            {
                Arguments = "key element [RANK rank] [COUNT num-matches] [MAXLEN len]",
            },
        },
    ];

    private static ShardCommand[] Pushes =>
    [
        Push("LPUSH", "Adds elements at the head of a list; makes it if it is not there.", "1.0.0", ListPushes.LPush),
        Push("RPUSH", "Adds elements at the tail of a list; makes it if it is not there.", "1.0.0", ListPushes.RPush),
        Push("LPUSHX", "Adds elements at the head of a list that exists.", "2.2.0", ListPushes.LPushX),
        Push("RPUSHX", "Adds elements at the tail of a list that exists.", "2.2.0", ListPushes.RPushX),
    ];

    private static ShardCommand[] Editors =>
    [
        new("LINSERT", 5, Write | DenyOom, Keys.At(1, RW | Insert), CommandGroup.List, ListPushes.LInsert)
        {
            Docs = new(
                "Adds an element to a list before or after another one.", "2.2.0",
                "O(N) where N is the number of elements before the pivot.")
            {
                Arguments = "key <BEFORE | AFTER> pivot element",
            },
        },
        new("LSET", 4, Write | DenyOom, Keys.At(1, RW | Update), CommandGroup.List, ListEdits.LSet)
        {
            Docs = new(
                "Replaces the element at an index of a list.", "1.0.0",
                "O(N) where N is the number of elements between the index and the nearer end.")
            {
                Arguments = "key index element",
            },
        },
        new("LREM", 4, Write, Keys.At(1, RW | Delete), CommandGroup.List, ListEdits.LRem)
        {
            Docs = new(
                "Removes elements that equal a text from a list.", "1.0.0",
                "O(N+M) where N is the length of the list and M is the number of elements removed.")
            {
                Arguments = "key count element",
            },
        },
        new("LTRIM", 4, Write, Keys.At(1, RW | Delete), CommandGroup.List, ListEdits.LTrim)
        {
            Docs = new(
                "Removes all elements of a list but those from one index to another.", "1.0.0",
                "O(N) where N is the number of elements to be removed by the operation.")
            {
                Arguments = "key start stop",
            },
        },
    ];

    private static ShardCommand[] Pops =>
    [
        Pop("LPOP", "Takes elements from the head of a list.", ListPops.LPop),
        Pop("RPOP", "Takes elements from the tail of a list.", ListPops.RPop),
        BlockingPop("BLPOP", "Takes the element at the head of the first list that has one; waits for one if need be.", ListKeyPops.BLPop),
        BlockingPop("BRPOP", "Takes the element at the tail of the first list that has one; waits for one if need be.", ListKeyPops.BRPop),
        new("LMPOP", -4, Write, Keys.Counted(1, RW | Access | Delete), CommandGroup.List, ListKeyPops.LMPop)
        {
            Docs = new("Takes elements from an end of the first list that has some.", "7.0.0", PerKey)
            {
                Arguments = "numkeys key [key ...] <LEFT | RIGHT> [COUNT count]",
            },
        },
        new("BLMPOP", -5, Write | Blocking, Keys.Counted(2, RW | Access | Delete), CommandGroup.List, ListKeyPops.BLMPop)
        {
            Docs = new("Takes elements from an end of the first list that has some; waits for one if need be.", "7.0.0", PerKey)
            {
                Arguments = "timeout numkeys key [key ...] <LEFT | RIGHT> [COUNT count]",
            },
        },
    ];

    private static ShardCommand[] Moves =>
    [
        new("LMOVE", 5, Write | DenyOom, SourceAndTarget, CommandGroup.List, ListMoves.LMove)
        {
            Docs = new("Takes an element from an end of a list and adds it at an end of another.", "6.2.0", "O(1)")
            {
                Arguments = "source destination " + Ends,
            },
        },
        new("BLMOVE", 6, Write | DenyOom | Blocking, SourceAndTarget, CommandGroup.List, ListMoves.BLMove)
        {
            Docs = new("Takes an element from an end of a list, for which it waits if need be, and adds it at an end of another.", "6.2.0", "O(1)")
            {
                Arguments = $"source destination {Ends} timeout",
            },
        },
        new("RPOPLPUSH", 3, Write | DenyOom, SourceAndTarget, CommandGroup.List, ListMoves.RPopLPush)
        {
            Docs = new("Takes the element at the tail of a list and adds it at the head of another.", "1.2.0", "O(1)")
            {
                Arguments = "source destination",
                DeprecatedSince = "6.2.0",
                ReplacedBy = "`LMOVE` with the `RIGHT` and `LEFT` arguments",
            },
        },
        new("BRPOPLPUSH", 4, Write | DenyOom | Blocking, SourceAndTarget, CommandGroup.List, ListMoves.BRPopLPush)
        {
            Docs = new("Takes the element at the tail of a list, for which it waits if need be, and adds it at the head of another.", "2.2.0", "O(1)")
            {
                Arguments = "source destination timeout",
                DeprecatedSince = "6.2.0",
                ReplacedBy = "`BLMOVE` with the `RIGHT` and `LEFT` arguments",
                History = ["6.0.0: `timeout` is interpreted as a double instead of an integer."],
            },
        },
    ];

    private static ShardCommand Push(string name, string summary, string since, ShardCommand.CommandHandler handler) =>
        new(name, -3, Write | DenyOom | Fast, Keys.At(1, RW | Insert), CommandGroup.List, handler)
        {
            Docs = new(summary, since, PerElement) { Arguments = "key element [element ...]" },
        };

    private static ShardCommand Pop(string name, string summary, ShardCommand.CommandHandler handler) =>
        new(name, -2, Write | Fast, Keys.At(1, RW | Access | Delete), CommandGroup.List, handler)
        {
            Docs = new(summary, "1.0.0", "O(N) where N is the number of elements returned")
            {
                Arguments = "key [count]",
                History = ["6.2.0: Added the `count` argument."],
            },
        };

    private static ShardCommand BlockingPop(string name, string summary, ShardCommand.CommandHandler handler) =>
        new(name, -3, Write | Blocking, Keys.Range(1, -2, RW | Access | Delete), CommandGroup.List, handler)
        {
            Docs = new(summary, "2.0.0", "O(N) where N is the number of provided keys.")
            {
                Arguments = "key [key ...] timeout",
                History = ["6.0.0: `timeout` is interpreted as a double instead of an integer."],
            },
        };
}
