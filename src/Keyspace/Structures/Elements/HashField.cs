using System.Diagnostics;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.Elements;

/// <summary>
/// A field of a large hash with its value, in one block: compact lengths of field and value, field, value. As a type argument it
/// is the layout of such a hash's table.
/// </summary>
public readonly unsafe struct HashField : ITableLayout
{
    /// <inheritdoc/>
    static ReadOnlySpan<byte> ITableLayout.Key(byte* element) => Field(element);

    /// <summary>Takes a block for a field and its value.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="field">Any bytes.</param>
    /// <param name="value">Any bytes.</param>
    public static byte* Create(Arena arena, ReadOnlySpan<byte> field, ReadOnlySpan<byte> value)
    {
        var element = arena.Allocate(SizeOf(field.Length, value.Length));
        var start = WriteLengths(element, field.Length, value.Length);
        field.CopyTo(new Span<byte>(start, field.Length));
        value.CopyTo(new Span<byte>(start + field.Length, value.Length));
        return element;
    }

    /// <summary>The name of the field.</summary>
    /// <param name="element">A field's block.</param>
    public static ReadOnlySpan<byte> Field(byte* element)
    {
        var start = ReadLengths(element, out var field, out _);
        return new ReadOnlySpan<byte>(start, field);
    }

    /// <summary>The value, valid until it is replaced.</summary>
    /// <param name="element">A field's block.</param>
    public static ReadOnlySpan<byte> Value(byte* element)
    {
        var start = ReadLengths(element, out var field, out var value);
        return new ReadOnlySpan<byte>(start + field, value);
    }

    /// <summary>
    /// Gives a field another value: in place when the block's size fits it, else in a new block. The caller then exchanges the blocks
    /// in the table and frees the old one, which stays as it was.
    /// </summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="element">A field's block.</param>
    /// <param name="value">Any bytes, not inside this block.</param>
    /// <returns><paramref name="element"/>, or the new block.</returns>
    public static byte* WithValue(Arena arena, byte* element, ReadOnlySpan<byte> value)
    {
        var name = Field(element);
        var size = SizeOf(name.Length, value.Length);
        var usable = Arena.UsableSize(element);

        // A block that would be left more than a quarter empty is given up for a smaller one.
        if (size > usable || Arena.RoundUp(size) <= usable - (usable / 4))
        {
            return Create(arena, name, value);
        }

        var moved = element + CompactLength.SizeOf(name.Length) + CompactLength.SizeOf(value.Length);
        name.CopyTo(new Span<byte>(moved, name.Length));
        var start = WriteLengths(element, name.Length, value.Length);
        Debug.Assert(start == moved);
        value.CopyTo(new Span<byte>(start + name.Length, value.Length));
        return element;
    }

    private static long SizeOf(int field, int value) =>
        (long)CompactLength.SizeOf(field) + CompactLength.SizeOf(value) + field + value;

    private static byte* ReadLengths(byte* element, out int field, out int value) =>
        CompactLength.Read(CompactLength.Read(element, out field), out value);

    private static byte* WriteLengths(byte* element, int field, int value) =>
        CompactLength.Write(CompactLength.Write(element, field), value);
}
