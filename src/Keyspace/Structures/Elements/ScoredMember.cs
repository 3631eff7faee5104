using System.Runtime.CompilerServices;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.Elements;

/// <summary>
/// A member of a large sorted set, in one block that its table and its <see cref="Sorted.SortedIndex"/> share: score, compact length,
/// bytes. As a type argument it is the layout of the table.
/// </summary>
public readonly unsafe struct ScoredMember : ITableLayout
{
    private const int HeaderSize = sizeof(double);

    /// <inheritdoc/>
    static ReadOnlySpan<byte> ITableLayout.Key(byte* element) => Member(element);

    /// <summary>Takes a block for a member.</summary>
    /// <param name="arena">Owner of the block.</param>
    /// <param name="score">Not NaN.</param>
    /// <param name="member">Any bytes.</param>
    public static byte* Create(Arena arena, double score, ReadOnlySpan<byte> member)
    {
        var element = arena.Allocate(HeaderSize + CompactLength.SizeOf(member.Length) + (long)member.Length);
        *(double*)element = score;
        member.CopyTo(new Span<byte>(CompactLength.Write(element + HeaderSize, member.Length), member.Length));
        return element;
    }

    /// <summary>The score.</summary>
    /// <param name="element">A member's block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Score(byte* element) => *(double*)element;

    /// <summary>The bytes of the member.</summary>
    /// <param name="element">A member's block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Member(byte* element)
    {
        var text = CompactLength.Read(element + HeaderSize, out var length);
        return new ReadOnlySpan<byte>(text, length);
    }

    /// <summary>Changes the score; for the index only, whose order depends on it.</summary>
    internal static void SetScore(byte* element, double score) => *(double*)element = score;
}
