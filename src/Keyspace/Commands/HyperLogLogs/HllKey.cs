using System.Runtime.CompilerServices;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.HyperLogLogs;
using MtcpRedis.Keyspace.Shards;

namespace MtcpRedis.Keyspace.Commands.HyperLogLogs;

/// <summary>A key that holds a HyperLogLog, open for changes.</summary>
internal ref struct HllKey
{
    private readonly ReadOnlySpan<byte> _key;
    private readonly long _sparseLimit;
    private Entry _entry;
    private Span<byte> _text;

    private HllKey(CommandContext c, ReadOnlySpan<byte> key, Database database, Entry entry, Span<byte> text)
    {
        _key = key;
        _sparseLimit = c.Settings.HllSparseMaxBytes;
        _entry = entry;
        _text = text;
        Database = database;
    }

    /// <summary>Where the key is.</summary>
    public Database Database { get; }

    /// <summary>The whole string; invalid after the next change.</summary>
    public readonly ReadOnlySpan<byte> Text => _text;

    /// <summary>Checks an entry that is not null; false when the error has been replied.</summary>
    /// <param name="c">The call.</param>
    /// <param name="entry">The entry.</param>
    /// <param name="text">The HyperLogLog's bytes, header included.</param>
    public static bool TryText(CommandContext c, Entry entry, out Span<byte> text)
    {
        text = default;
        if (!c.CheckType(entry, RedisType.String))
            return false;
        if (entry.Encoding != ValueEncoding.Int && HllFormat.IsValid(text = StringValue.Writable(entry)))
            return true;
        c.Reply.Error(HllErrors.NotHyperLogLog);
        return false;
    }

    /// <summary>Opens an existing key; like any string that is changed in part it becomes <c>raw</c>.</summary>
    public static HllKey Open(CommandContext c, ReadOnlySpan<byte> key, Entry entry, Span<byte> text)
    {
        entry.Encoding = ValueEncoding.Raw;
        return new HllKey(c, key, c.DatabaseOf(key), entry, text);
    }

    /// <summary>Makes a key that does not exist hold an empty HyperLogLog.</summary>
    public static HllKey Create(CommandContext c, ReadOnlySpan<byte> key)
    {
        Database database = c.DatabaseOf(key);
        Entry entry = database.GrowString(default, key, HllFormat.EmptySize, out Span<byte> text);
        HllFormat.WriteEmpty(text);
        return new HllKey(c, key, database, entry, text);
    }

    /// <summary>Raises a register.</summary>
    /// <param name="register">The register.</param>
    /// <param name="value">The value it must have at least, from 1.</param>
    /// <param name="raised">Whether it was lower.</param>
    /// <returns>False when the registers are corrupt.</returns>
    public bool TryRaise(int register, int value, out bool raised)
    {
        raised = false;
        if (HllFormat.IsSparse(_text))
        {
            if (value <= HllRun.MaxValue)
            {
                Span<byte> codes = stackalloc byte[HllSparseEdit.MaxCodes];
                if (!HllSparseEdit.TryPlan(_text[HllFormat.HeaderSize..], register, value, codes, out HllSparseEdit edit))
                    return false;
                raised = !edit.IsNothing;
                if (!raised)
                    return true;
                if (edit.Growth <= 0 || _text.Length + edit.Growth <= _sparseLimit)
                {
                    Apply(edit);
                    return true;
                }
            }
            if (!TryMakeDense())
                return false;
        }
        raised = HllDense.Raise(_text[HllFormat.HeaderSize..], register, value);
        return true;
    }

    /// <summary>Turns a sparse string into a dense one; false when its registers are corrupt.</summary>
    [SkipLocalsInit]
    public bool TryMakeDense()
    {
        Span<byte> dense = stackalloc byte[HllFormat.DenseSize];
        if (!HllSparse.TryToDense(_text, dense))
            return false;
        Resize(HllFormat.DenseSize);
        dense.CopyTo(_text);
        return true;
    }

    /// <summary>Says that the registers changed and the kept estimate is out of date.</summary>
    public readonly void Invalidate() => HllFormat.Invalidate(_text);

    private void Apply(scoped HllSparseEdit edit)
    {
        int length = _text.Length - HllFormat.HeaderSize;
        if (edit.Growth > 0)
            Resize(_text.Length + edit.Growth);
        int now = edit.Apply(_text[HllFormat.HeaderSize..], length);
        if (HllFormat.HeaderSize + now != _text.Length)
            Resize(HllFormat.HeaderSize + now);
        Invalidate();
    }

    private void Resize(int length) => _entry = Database.GrowString(_entry, _key, length, out _text);
}
