using System.Text;
using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>BITFIELD and BITFIELD_RO: a string as an array of integers of any width.</summary>
internal static class BitFieldCommands
{
    public static void BitField(CommandContext c)
    {
        if (!TryCheck(c, out int count, out long highestWrite))
            return;
        if (highestWrite < 0)
            Read(c, count);
        else
            Write(c, count, highestWrite);
    }

    /// <summary>BITFIELD only reads its key if it has no operations but GET; a call that makes no sense counts as one that writes.</summary>
    public static KeySpecFlags KeyFlags(ReadOnlySpan<ArgSlice> args)
    {
        for (int i = 2; i < args.Length;)
        {
            ReadOnlySpan<byte> word = args[i].Span;
            int left = args.Length - i - 1;
            if (left >= 2 && Ascii.EqualsIgnoreCase(word, "GET"u8))
                i += 3;
            else if (left >= 1 && Ascii.EqualsIgnoreCase(word, "OVERFLOW"u8))
                i += 2;
            else
                return KeySpecFlags.RW | KeySpecFlags.Access | KeySpecFlags.Update;
        }
        return KeySpecFlags.RO | KeySpecFlags.Access;
    }

    public static void BitFieldRo(CommandContext c)
    {
        if (!TryCheck(c, out int count, out long highestWrite))
            return;
        if (highestWrite >= 0)
            c.Reply.Error("ERR BITFIELD_RO only supports the GET subcommand"u8);
        else
            Read(c, count);
    }

    /// <summary>Checks the whole call; false when the error has been replied.</summary>
    /// <param name="c">The call.</param>
    /// <param name="count">Number of operations.</param>
    /// <param name="highestWrite">Last bit that an operation may write, -1 if all of them read.</param>
    private static bool TryCheck(CommandContext c, out int count, out long highestWrite)
    {
        count = 0;
        highestWrite = -1;
        var reader = new BitFieldReader(c);
        while (reader.MoveNext())
        {
            count++;
            BitFieldOperation operation = reader.Current;
            if (operation.Kind != BitFieldKind.Get)
                highestWrite = Math.Max(highestWrite, operation.Offset + operation.Type.Width - 1);
        }
        return !reader.Failed;
    }

    private static void Read(CommandContext c, int count)
    {
        if (!c.TryRead(1, RedisType.String, out Entry entry))
            return;
        Span<byte> scratch = stackalloc byte[StringValue.ScratchSize];
        ReadOnlySpan<byte> bytes = entry.IsNull ? default : StringValue.Read(entry, scratch);
        c.Reply.Array(count);
        var reader = new BitFieldReader(c);
        while (reader.MoveNext())
            c.Reply.Integer(Value(bytes, reader.Current));
    }

    private static void Write(CommandContext c, int count, long highestWrite)
    {
        if (!BitCommands.TryOpen(c, (highestWrite >> 3) + 1, out Database database, out Span<byte> bytes, out bool grown))
            return;
        bool changed = false;
        c.Reply.Array(count);
        var reader = new BitFieldReader(c);
        while (reader.MoveNext())
        {
            BitFieldOperation operation = reader.Current;
            if (operation.Kind == BitFieldKind.Get)
                c.Reply.Integer(Value(bytes, operation));
            else
                changed |= Change(c, bytes, operation, grown);
        }
        if (changed)
            database.Changed(c.Arg(1), KeyspaceEventClasses.String, "setbit"u8);
    }

    private static bool Change(CommandContext c, Span<byte> bytes, in BitFieldOperation operation, bool grown)
    {
        BitFieldType type = operation.Type;
        long old = Value(bytes, operation);
        bool isSet = operation.Kind == BitFieldKind.Set;
        Int128 wanted = isSet ? type.Widen(operation.Argument) : (Int128)old + operation.Argument;
        if (!type.TryFit(wanted, operation.Overflow, out long value))
        {
            c.Reply.Null();
            return false;
        }
        BitSpan.SetField(bytes, operation.Offset, type.Width, (ulong)value);
        c.Reply.Integer(isSet ? old : value);
        return grown || value != old;
    }

    private static long Value(ReadOnlySpan<byte> bytes, in BitFieldOperation operation) =>
        operation.Type.Decode(BitSpan.GetField(bytes, operation.Offset, operation.Type.Width));
}
