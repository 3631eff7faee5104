using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.Hashes;

/// <summary>
/// A hash value in either encoding, over the value word of its key: one listpack of fields and values in turn, or a table of
/// <see cref="HashField"/> blocks. As in Redis it becomes a table when it exceeds <see cref="HashLimits"/> and stays one.
/// </summary>
/// <remarks>
/// Work on a copy held in a local, then store <see cref="Encoding"/> and <see cref="Word"/> back: every operation that changes the hash
/// may change both. Texts handed in must not lie inside the hash. The hash may be empty; the key of an empty hash is the caller's to delete.
/// </remarks>
public unsafe struct HashObject
{
    private readonly Arena _arena;
    private readonly HashLimits _limits;
    private byte* _word;

    /// <summary>Views the hash of a key.</summary>
    /// <param name="arena">Owner of its blocks.</param>
    /// <param name="encoding">Encoding stored with the key.</param>
    /// <param name="word">Value word of the key.</param>
    /// <param name="limits">Limits in force; they need not be those the hash was built with.</param>
    public HashObject(Arena arena, ValueEncoding encoding, long word, HashLimits limits)
    {
        Debug.Assert(word != 0 && encoding is ValueEncoding.Listpack or ValueEncoding.Hashtable);
        _arena = arena;
        _limits = limits;
        _word = (byte*)word;
        Encoding = encoding;
    }

    /// <summary>The encoding, as it is now.</summary>
    public ValueEncoding Encoding { get; private set; }

    /// <summary>The value word, as it is now.</summary>
    public readonly long Word => (long)_word;

    /// <summary>Number of fields.</summary>
    public readonly long Length => IsListpack ? Listpack.Count(_word) / 2 : Table.Count;

    /// <summary>Whether it is one listpack.</summary>
    public readonly bool IsListpack => Encoding == ValueEncoding.Listpack;

    /// <summary>The table of a hash that is no listpack; change nothing through it.</summary>
    public readonly PointerTable<HashField> Table
    {
        get
        {
            Debug.Assert(!IsListpack);
            return new PointerTable<HashField>(_arena, _word);
        }
    }

    /// <summary>Takes an empty hash.</summary>
    /// <param name="arena">Owner of its blocks.</param>
    /// <param name="limits">Limits in force.</param>
    public static HashObject Create(Arena arena, HashLimits limits) =>
        new(arena, ValueEncoding.Listpack, (long)Listpack.Create(arena), limits);

    /// <summary>Takes over a listpack of fields and values in turn, as a file holds it.</summary>
    /// <param name="arena">Owner of its blocks.</param>
    /// <param name="bytes">Bytes that <see cref="ListpackValidator"/> accepted, with an even count and no field twice.</param>
    /// <param name="limits">Limits in force; a larger hash becomes a table at once.</param>
    public static HashObject CreateFromListpack(Arena arena, ReadOnlySpan<byte> bytes, HashLimits limits)
    {
        var hash = new HashObject(arena, ValueEncoding.Listpack, (long)Listpack.CreateFrom(arena, bytes), limits);
        if (hash.Length > limits.Entries)
        {
            hash.ConvertToTable();
        }

        return hash;
    }

    /// <summary>Gives all blocks back; the value is dead afterwards.</summary>
    public void Free()
    {
        if (IsListpack)
        {
            Listpack.Free(_arena, _word);
        }
        else
        {
            var table = Table;
            foreach (var element in table)
            {
                _arena.Free(element);
            }

            table.Free();
        }

        _word = null;
    }

    /// <summary>Copies the hash, in the same encoding, into another arena or the same one.</summary>
    /// <param name="target">Owner of the copy's blocks.</param>
    public readonly HashObject CopyTo(Arena target)
    {
        if (IsListpack)
        {
            return new HashObject(target, Encoding, (long)Listpack.CreateFrom(target, Listpack.Bytes(_word)), _limits);
        }

        var copy = PointerTable<HashField>.Create(target);
        foreach (var element in Table)
        {
            var field = HashField.Field(element);
            copy.Insert(HashField.Create(target, field, HashField.Value(element)), KeyHash.Of(field));
        }

        return new HashObject(target, Encoding, (long)copy.Header, _limits);
    }

    /// <summary>
    /// Decides about the encoding before a command sets fields, as Redis 7.2 does: more fields than a listpack may have, or one longer
    /// text, make a table at once.
    /// </summary>
    /// <param name="fields">Number of fields the command gives.</param>
    /// <param name="longest">Length of its longest field or value in bytes.</param>
    /// <param name="bytes">Length of all of them together.</param>
    public void PrepareToSet(long fields, long longest, long bytes)
    {
        if (IsListpack && (fields > _limits.Entries || longest > _limits.ValueBytes || !CanHold(bytes, fields * 2)))
        {
            ConvertToTable();
        }
    }

    /// <summary>Finds the value of a field.</summary>
    /// <param name="field">Any bytes.</param>
    /// <param name="value">The value, valid until the hash changes.</param>
    public readonly bool TryGet(ReadOnlySpan<byte> field, out ElementValue value)
    {
        if (IsListpack)
        {
            var at = Listpack.Find(_word, Listpack.First(_word), field, skip: 1);
            value = at == Listpack.None ? default : Listpack.Read(_word, Listpack.Next(_word, at));
            return at != Listpack.None;
        }

        var element = Table.Find(field, KeyHash.Of(field));
        value = element == null ? default : ValueOf(element);
        return element != null;
    }

    /// <summary>Whether there is such a field.</summary>
    /// <param name="field">Any bytes.</param>
    public readonly bool Contains(ReadOnlySpan<byte> field) => TryGet(field, out _);

    /// <summary>Sets a field.</summary>
    /// <param name="field">Any bytes.</param>
    /// <param name="value">Any bytes.</param>
    /// <returns>Whether the field is new.</returns>
    public bool Set(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value)
    {
        if (IsListpack && (Math.Max(field.Length, value.Length) > _limits.ValueBytes || !CanHold((long)field.Length + value.Length, 2)))
        {
            ConvertToTable();
        }

        if (!IsListpack)
        {
            return SetInTable(field, value);
        }

        var at = Listpack.Find(_word, Listpack.First(_word), field, skip: 1);
        if (at != Listpack.None)
        {
            Listpack.Replace(_arena, ref _word, Listpack.Next(_word, at), value);
            return false;
        }

        Listpack.Append(_arena, ref _word, field);
        Listpack.Append(_arena, ref _word, value);
        if (Length > _limits.Entries)
        {
            ConvertToTable();
        }

        return true;
    }

    /// <summary>Removes a field.</summary>
    /// <param name="field">Any bytes.</param>
    /// <returns>Whether it was there.</returns>
    public bool Remove(ReadOnlySpan<byte> field)
    {
        if (!IsListpack)
        {
            var element = Table.Remove(field, KeyHash.Of(field));
            if (element == null)
            {
                return false;
            }

            _arena.Free(element);
            return true;
        }

        var at = Listpack.Find(_word, Listpack.First(_word), field, skip: 1);
        if (at == Listpack.None)
        {
            return false;
        }

        Listpack.DeleteAt(_arena, ref _word, at, 2);
        return true;
    }

    /// <summary>Walks all fields, for foreach; invalid as soon as the hash changes.</summary>
    public readonly HashFields GetEnumerator() => IsListpack ? new HashFields(_word) : new HashFields(Table.GetEnumerator());

    /// <summary>Bytes of all blocks; those of a table's fields estimated from the first <paramref name="samples"/>, if not 0.</summary>
    /// <param name="samples">Fields to look at; 0: all.</param>
    public readonly long MemoryBytes(long samples)
    {
        if (IsListpack)
        {
            return Arena.UsableSize(_word);
        }

        var table = Table;
        return table.MemoryBytes + ElementMemory.Of(table.GetEnumerator(), table.Count, samples);
    }

    /// <summary>The value of a field's block in a table.</summary>
    internal static ElementValue ValueOf(byte* element) => Stored(HashField.Value(element));

    /// <summary>The name of a field's block in a table.</summary>
    internal static ElementValue FieldOf(byte* element) => Stored(HashField.Field(element));

    private static ElementValue Stored(ReadOnlySpan<byte> text) =>
        new((byte*)Unsafe.AsPointer(ref MemoryMarshal.GetReference(text)), text.Length);

    private readonly bool CanHold(long bytes, long texts) =>
        Listpack.CanHold(_word, bytes + (texts * Listpack.MaxEntryOverhead));

    private readonly bool SetInTable(ReadOnlySpan<byte> field, ReadOnlySpan<byte> value)
    {
        var hash = KeyHash.Of(field);
        var table = Table;
        var element = table.Find(field, hash);
        if (element == null)
        {
            table.Insert(HashField.Create(_arena, field, value), hash);
            return true;
        }

        var updated = HashField.WithValue(_arena, element, value);
        if (updated != element)
        {
            table.Replace(element, updated, hash);
            _arena.Free(element);
        }

        return false;
    }

    private void ConvertToTable()
    {
        var table = PointerTable<HashField>.Create(_arena);
        Span<byte> fieldScratch = stackalloc byte[ElementValue.ScratchSize];
        Span<byte> valueScratch = stackalloc byte[ElementValue.ScratchSize];
        for (var fields = new HashFields(_word); fields.MoveNext();)
        {
            var field = fields.Field.AsText(fieldScratch);
            table.Insert(HashField.Create(_arena, field, fields.Value.AsText(valueScratch)), KeyHash.Of(field));
        }

        Listpack.Free(_arena, _word);
        _word = table.Header;
        Encoding = ValueEncoding.Hashtable;
    }
}
