using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.CommandFlags;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.HyperLogLogs;

/// <summary>The commands that estimate the number of different elements.</summary>
internal static class HyperLogLogCommands
{
    public static ShardCommand[] All { get; } = [.. Public, .. Internal];

    private static ShardCommand[] Public =>
    [
        new("PFADD", -2, Write | DenyOom | Fast, Keys.At(1, RW | Insert), CommandGroup.HyperLogLog, HllCommands.PfAdd)
        {
            Docs = new("Adds elements to a HyperLogLog; makes it if it is not there.", "2.8.9", "O(1) to add every element.")
            {
                Arguments = "key [element [element ...]]",
            },
        },
        new("PFCOUNT", -2, CommandFlags.ReadOnly | MayReplicate, Keys.Range(1, -1, RW | Access), CommandGroup.HyperLogLog, HllCommands.PfCount)
        {
            Docs = new(
                "Estimates how many different elements were added to HyperLogLogs.", "2.8.9",
                "O(1) with a very small constant for one key; O(N) with a much larger one for N keys.")
            {
                Arguments = "key [key ...]",
            },
        },
        new(
            "PFMERGE", -2, Write | DenyOom, [Keys.At(1, RW | Access | Insert), Keys.Range(2, -1, RO | Access)],
            CommandGroup.HyperLogLog, HllCommands.PfMerge)
        {
            Docs = new("Adds what HyperLogLogs count to another one.", "2.8.9", "O(N) to merge N HyperLogLogs, with high constant times.")
            {
                Arguments = "destkey [sourcekey [sourcekey ...]]",
            },
        },
    ];

    private static ShardCommand[] Internal =>
    [
        new("PFDEBUG", 3, Write | DenyOom | Admin, Keys.At(2, RW | Access), CommandGroup.HyperLogLog, HllDebugCommands.PfDebug)
        {
            Docs = new("Shows how a HyperLogLog is stored; for tests.", "2.8.9", "N/A") { Arguments = "subcommand key" },
        },
        new("PFSELFTEST", 1, Admin, Keys.None, CommandGroup.HyperLogLog, HllDebugCommands.PfSelfTest)
        {
            Docs = new("Tests registers and estimator in the running server.", "2.8.9", "N/A"),
        },
    ];
}
