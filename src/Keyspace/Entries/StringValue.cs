using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace MtcpRedis.Keyspace.Entries;

/// <summary>Reads strings whatever their encoding.</summary>
public static unsafe class StringValue
{
    /// <summary>Bytes of scratch space that <see cref="Read"/> needs for an integer's digits.</summary>
    public const int ScratchSize = 24;

    /// <summary>The string's bytes; an integer's digits are written to <paramref name="scratch"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Read(Entry entry, Span<byte> scratch)
    {
        if (entry.IsInline)
            return entry.Inline;
        if (entry.Encoding != ValueEncoding.Int)
            return LargeString.Bytes((byte*)entry.Word);
        Utf8Formatter.TryFormat(entry.Word, scratch, out int written);
        return scratch[..written];
    }

    /// <summary>Length in bytes.</summary>
    public static long Length(Entry entry)
    {
        Span<byte> scratch = stackalloc byte[ScratchSize];
        return Read(entry, scratch).Length;
    }
}
