using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Strings;

/// <summary>The longest string that commands may make: <c>proto-max-bulk-len</c>, and what the process can address.</summary>
internal static class StringLimit
{
    /// <summary>The limit in bytes.</summary>
    public static long Of(CommandContext c) => Math.Min(c.Settings.ProtoMaxBulkLength, StringValue.MaxLength);

    /// <summary>Whether a string may reach from 0 to <paramref name="offset"/> + <paramref name="count"/>; the error has been replied if not.</summary>
    public static bool Allows(CommandContext c, long offset, int count)
    {
        if (offset <= Of(c) - count)
            return true;
        c.Reply.Error(RespErrors.StringTooLong);
        return false;
    }
}
