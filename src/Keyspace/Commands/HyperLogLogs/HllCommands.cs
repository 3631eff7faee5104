using System.Runtime.CompilerServices;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.HyperLogLogs;
using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.HyperLogLogs;

/// <summary>PFADD, PFCOUNT and PFMERGE.</summary>
internal static class HllCommands
{
    public static void PfAdd(CommandContext c)
    {
        ReadOnlySpan<byte> name = c.Arg(1);
        if (!TryOpenOrCreate(c, name, out HllKey key, out bool changed))
            return;
        for (int i = 2; i < c.ArgCount; i++)
        {
            (int register, int rank) = HllHash.Locate(c.Arg(i));
            if (!key.TryRaise(register, rank, out bool raised))
            {
                c.Reply.Error(HllErrors.Corrupt);
                return;
            }
            changed |= raised;
        }
        if (changed)
        {
            key.Invalidate();
            key.Database.Changed(name, KeyspaceEventClasses.String, "pfadd"u8);
        }
        c.Reply.Integer(changed ? 1 : 0);
    }

    public static void PfCount(CommandContext c)
    {
        if (c.ArgCount == 2)
            CountOne(c);
        else
            CountUnion(c);
    }

    [SkipLocalsInit]
    public static void PfMerge(CommandContext c)
    {
        Span<byte> registers = stackalloc byte[HllFormat.Registers];
        if (!TryUnite(c, registers, out bool anyDense))
            return;
        ReadOnlySpan<byte> name = c.Arg(1);
        if (!TryOpenOrCreate(c, name, out HllKey key, out _))
            return;
        if (!TryStore(ref key, registers, anyDense))
        {
            c.Reply.Error(HllErrors.Corrupt);
            return;
        }
        key.Invalidate();
        // Redis tells of a merge by the event of an addition.
        key.Database.Changed(name, KeyspaceEventClasses.String, "pfadd"u8);
        c.Reply.Ok();
    }

    private static bool TryStore(ref HllKey key, scoped ReadOnlySpan<byte> registers, bool dense)
    {
        if (dense && HllFormat.IsSparse(key.Text) && !key.TryMakeDense())
            return false;
        for (int i = 0; i < registers.Length; i++)
        {
            if (registers[i] != 0 && !key.TryRaise(i, registers[i], out _))
                return false;
        }
        return true;
    }

    private static bool TryOpenOrCreate(CommandContext c, ReadOnlySpan<byte> name, out HllKey key, out bool created)
    {
        Entry entry = c.DatabaseOf(name).FindForWrite(name);
        created = entry.IsNull;
        key = default;
        if (created)
        {
            key = HllKey.Create(c, name);
            return true;
        }
        if (!HllKey.TryText(c, entry, out Span<byte> text))
            return false;
        key = HllKey.Open(c, name, entry, text);
        return true;
    }

    /// <summary>Counts one key; the estimate is kept in it until its registers change.</summary>
    private static void CountOne(CommandContext c)
    {
        ReadOnlySpan<byte> name = c.Arg(1);
        Database database = c.DatabaseOf(name);
        Entry entry = database.FindForRead(name);
        if (entry.IsNull)
        {
            c.Reply.Integer(0);
            return;
        }
        if (!HllKey.TryText(c, entry, out Span<byte> text))
            return;
        entry.Encoding = ValueEncoding.Raw;
        if (!HllFormat.TryEstimate(text, out long estimate))
        {
            if (!HllCounter.TryCount(text, out estimate))
            {
                c.Reply.Error(HllErrors.Corrupt);
                return;
            }
            HllFormat.SetEstimate(text, estimate);
            database.Changed(name);
        }
        c.Reply.Integer(estimate);
    }

    [SkipLocalsInit]
    private static void CountUnion(CommandContext c)
    {
        Span<byte> registers = stackalloc byte[HllFormat.Registers];
        if (TryUnite(c, registers, out _))
            c.Reply.Integer(HllCounter.Count(registers));
    }

    /// <summary>Unites the registers of all keys from argument 1 on; false when the error has been replied.</summary>
    private static bool TryUnite(CommandContext c, Span<byte> registers, out bool anyDense)
    {
        registers.Clear();
        anyDense = false;
        for (int i = 1; i < c.ArgCount; i++)
        {
            ReadOnlySpan<byte> name = c.Arg(i);
            Entry entry = c.DatabaseOf(name).FindForRead(name);
            if (entry.IsNull)
                continue;
            if (!HllKey.TryText(c, entry, out Span<byte> text))
                return false;
            anyDense |= !HllFormat.IsSparse(text);
            if (HllCounter.TryMergeInto(text, registers))
                continue;
            c.Reply.Error(HllErrors.Corrupt);
            return false;
        }
        return true;
    }
}
