using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>MEMORY USAGE, the one subcommand of MEMORY that works on a key.</summary>
public static class MemoryUsageCommand
{
    private const long DefaultSamples = 5;

    /// <summary>Declares it, for the container.</summary>
    public static ShardCommand Declare() =>
        new("USAGE", -3, CommandFlags.ReadOnly, Keys.At(2, KeySpecFlags.RO), CommandGroup.Server, Usage)
        {
            ExtraCategories = AclCategories.Read,
            Docs = new("Estimates how much memory a key and its value take.", "4.0.0", "O(N) where N is the number of samples.")
            {
                Arguments = "key [SAMPLES count]",
            },
        };

    private static void Usage(CommandContext c)
    {
        if (!TrySamples(c, out long samples))
            return;
        ReadOnlySpan<byte> key = c.Arg(2);
        Database database = c.DatabaseOf(key);
        Entry entry = database.Peek(key);
        if (entry.IsNull)
            c.Reply.Null();
        else
            c.Reply.Integer(EntryFigures.MemoryBytes(entry, database.Keys, samples));
    }

    private static bool TrySamples(CommandContext c, out long samples)
    {
        samples = DefaultSamples;
        for (int i = 3; i < c.ArgCount; i += 2)
        {
            if (!c.IsOption(i, "SAMPLES"u8) || i + 1 >= c.ArgCount)
            {
                c.Reply.Error(RespErrors.Syntax);
                return false;
            }
            if (!c.TryInteger(i + 1, out samples))
                return false;
            if (samples < 0)
            {
                c.Reply.Error(RespErrors.Syntax);
                return false;
            }
        }
        return true;
    }
}
