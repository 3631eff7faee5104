using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>OBJECT: what the server knows about a value.</summary>
internal static class ObjectCommands
{
    public static void Encoding(CommandContext c)
    {
        if (TryFind(c, out Entry entry))
            c.Reply.Bulk(ValueTypes.Name(entry.Encoding));
    }

    public static void RefCount(CommandContext c)
    {
        if (TryFind(c, out Entry entry))
            c.Reply.Integer(EntryReferences.Count(entry));
    }

    public static void IdleTime(CommandContext c)
    {
        if (!TryFind(c, out Entry entry))
            return;
        if (AccessClock.IsLfu(c.Settings.MaxMemoryPolicy))
        {
            c.Reply.Error(
                "ERR An LFU maxmemory policy is selected, idle time not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust."u8);
            return;
        }
        c.Reply.Integer(AccessClock.IdleSeconds(entry, c.Now));
    }

    public static void Freq(CommandContext c)
    {
        if (!TryFind(c, out Entry entry))
            return;
        if (!AccessClock.IsLfu(c.Settings.MaxMemoryPolicy))
        {
            c.Reply.Error(
                "ERR An LFU maxmemory policy is not selected, access frequency not tracked. Please note that when switching between policies at runtime LRU and LFU data will take some time to adjust."u8);
            return;
        }
        c.Reply.Integer(AccessClock.Frequency(entry, c.Settings, c.Now));
    }

    /// <summary>Finds the key without noting an access; false when it is missing and that has been replied.</summary>
    private static bool TryFind(CommandContext c, out Entry entry)
    {
        ReadOnlySpan<byte> key = c.Arg(2);
        entry = c.DatabaseOf(key).FindForQuery(key, notifies: false);
        if (!entry.IsNull)
            return true;
        c.Reply.Null();
        return false;
    }
}
