using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>Commands on one bit.</summary>
internal static class BitCommands
{
    public static void SetBit(CommandContext c)
    {
        if (!BitOffset.TryRead(c, 2, out long offset))
            return;
        if (!IntegerText.TryParse(c.Arg(3), out long value) || value is not (0 or 1))
        {
            c.Reply.Error("ERR bit is not an integer or out of range"u8);
            return;
        }
        if (!TryOpen(c, (offset >> 3) + 1, out Database database, out Span<byte> bytes, out bool grown))
            return;
        bool old = BitSpan.Get(bytes, offset);
        if (grown || old != (value == 1))
        {
            BitSpan.Set(bytes, offset, value == 1);
            database.Changed(c.Arg(1), KeyspaceEventClasses.String, "setbit"u8);
        }
        c.Reply.Integer(old ? 1 : 0);
    }

    public static void GetBit(CommandContext c)
    {
        if (!BitOffset.TryRead(c, 2, out long offset) || !c.TryRead(1, RedisType.String, out Entry entry))
            return;
        Span<byte> scratch = stackalloc byte[StringValue.ScratchSize];
        ReadOnlySpan<byte> bytes = entry.IsNull ? default : StringValue.Read(entry, scratch);
        c.Reply.Integer(offset >> 3 < bytes.Length && BitSpan.Get(bytes, offset) ? 1 : 0);
    }

    /// <summary>
    /// Opens the string at argument 1 for writing and makes it at least <paramref name="length"/> bytes long; false when the error has
    /// been replied.
    /// </summary>
    /// <param name="c">The call.</param>
    /// <param name="length">Bytes that will be touched.</param>
    /// <param name="database">Where the key is.</param>
    /// <param name="bytes">The string's bytes.</param>
    /// <param name="grown">Whether it was made or became longer, which is a change in itself.</param>
    public static bool TryOpen(CommandContext c, long length, out Database database, out Span<byte> bytes, out bool grown)
    {
        bytes = default;
        grown = false;
        if (!c.TryWrite(1, RedisType.String, out database, out Entry entry))
            return false;
        long old = entry.IsNull ? -1 : StringValue.Length(entry);
        grown = old < length;
        database.GrowString(entry, c.Arg(1), Math.Max(old, length), out bytes);
        return true;
    }
}
