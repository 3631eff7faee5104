using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.CommandFlags;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>Commands on the expiry of keys.</summary>
internal static class ExpiryDeclarations
{
    private const string Conditions = "[NX | XX | GT | LT]";
    private static readonly string[] s_history = ["7.0.0: Added options: `NX`, `XX`, `GT` and `LT`."];
    private static readonly string[] s_timeDependent = ["nondeterministic_output"];

    public static ShardCommand[] All { get; } =
    [
        Setter("EXPIRE", ExpiryCommands.Expire, "1.0.0", "key seconds", "Sets after how many seconds a key expires."),
        Setter("EXPIREAT", ExpiryCommands.ExpireAt, "1.2.0", "key unix-time-seconds", "Sets at which Unix time a key expires."),
        Setter("PEXPIRE", ExpiryCommands.PExpire, "2.6.0", "key milliseconds", "Sets after how many milliseconds a key expires."),
        Setter("PEXPIREAT", ExpiryCommands.PExpireAt, "2.6.0", "key unix-time-milliseconds", "Sets at which Unix time in milliseconds a key expires."),
        Reader("TTL", ExpiryCommands.Ttl, "1.0.0", "Tells how many seconds a key has left.", s_timeDependent),
        Reader("PTTL", ExpiryCommands.PTtl, "2.6.0", "Tells how many milliseconds a key has left.", s_timeDependent),
        Reader("EXPIRETIME", ExpiryCommands.ExpireTime, "7.0.0", "Tells at which Unix time a key expires.", []),
        Reader("PEXPIRETIME", ExpiryCommands.PExpireTime, "7.0.0", "Tells at which Unix time in milliseconds a key expires.", []),
        new("PERSIST", 2, CommandFlags.Write | Fast, Keys.At(1, RW | Update), CommandGroup.Generic, ExpiryCommands.Persist)
        {
            Docs = new("Lets a key live for ever.", "2.2.0", "O(1)") { Arguments = "key" },
        },
    ];

    private static ShardCommand Setter(string name, ShardCommand.CommandHandler handler, string since, string arguments, string summary) =>
        new(name, -3, CommandFlags.Write | Fast, Keys.At(1, RW | Update), CommandGroup.Generic, handler)
        {
            Docs = new(summary, since, "O(1)") { Arguments = $"{arguments} {Conditions}", History = s_history },
        };

    private static ShardCommand Reader(string name, ShardCommand.CommandHandler handler, string since, string summary, string[] tips) =>
        new(name, 2, CommandFlags.ReadOnly | Fast, Keys.At(1, RO | Access), CommandGroup.Generic, handler)
        {
            Tips = tips,
            Docs = new(summary, since, "O(1)")
            {
                Arguments = "key",
                History = name is "TTL" or "PTTL" ? ["2.8.0: Added the -2 reply."] : [],
            },
        };
}
