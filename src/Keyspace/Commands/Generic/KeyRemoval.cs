using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>DEL and UNLINK.</summary>
internal static class KeyRemoval
{
    public static void Del(CommandContext c) => Remove(c, c.Settings.LazyFreeLazyUserDel);

    public static void Unlink(CommandContext c) => Remove(c, lazily: true);

    private static void Remove(CommandContext c, bool lazily)
    {
        long count = 0;
        for (int i = 1; i < c.ArgCount; i++)
        {
            ReadOnlySpan<byte> key = c.Arg(i);
            Database database = c.DatabaseOf(key);
            // A key whose time has come is removed by the look and counts as missing.
            if (database.Find(key).IsNull)
                continue;
            database.Remove(key, lazily);
            database.Changed(key, KeyspaceEventClasses.Generic, "del"u8);
            count++;
        }
        c.Reply.Integer(count);
    }
}
