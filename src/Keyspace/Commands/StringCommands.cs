using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using static MtcpRedis.Core.Commands.CommandFlags;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands;

/// <summary>Strings.</summary>
internal static class StringCommands
{
    public static ShardCommand[] All { get; } =
    [
        new("GET", 2, CommandFlags.ReadOnly | Fast, Keys.At(1, RO | Access), CommandGroup.String, Get)
        {
            Docs = new("Gives the string that a key holds.", "1.0.0", "O(1)") { Arguments = "key" },
        },
        new("SET", -3, Write | DenyOom, Keys.At(1, RW | Access | Update | KeySpecFlags.VariableFlags), CommandGroup.String, Set),
    ];

    private static void Get(CommandContext c)
    {
        if (!c.TryRead(1, RedisType.String, out Entry entry))
            return;
        if (entry.IsNull)
        {
            c.Reply.Null();
            return;
        }
        Span<byte> scratch = stackalloc byte[StringValue.ScratchSize];
        c.Reply.Bulk(StringValue.Read(entry, scratch));
    }

    private static void Set(CommandContext c)
    {
        ReadOnlySpan<byte> key = c.Arg(1);
        Database database = c.DatabaseOf(key);
        database.SetString(key, c.Arg(2));
        database.Changed(key, KeyspaceEventClasses.String, "set"u8);
        c.Reply.Ok();
    }
}
