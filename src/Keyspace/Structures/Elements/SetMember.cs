using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.Elements;

/// <summary>
/// A member of a large set, in one block: compact length, bytes. A member of 13 bytes costs a block of 16. As a type argument it
/// is the layout of such a set's table.
/// </summary>
public readonly unsafe struct SetMember : ITableLayout
{
    /// <inheritdoc/>
    static ReadOnlySpan<byte> ITableLayout.Key(byte* element) => Text(element);

    /// <summary>Takes a block for a member.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="text">Any bytes.</param>
    public static byte* Create(Arena arena, ReadOnlySpan<byte> text)
    {
        var element = arena.Allocate(CompactLength.SizeOf(text.Length) + (long)text.Length);
        text.CopyTo(new Span<byte>(CompactLength.Write(element, text.Length), text.Length));
        return element;
    }

    /// <summary>The bytes of a member.</summary>
    /// <param name="element">A member's block.</param>
    public static ReadOnlySpan<byte> Text(byte* element)
    {
        var text = CompactLength.Read(element, out var length);
        return new ReadOnlySpan<byte>(text, length);
    }
}
