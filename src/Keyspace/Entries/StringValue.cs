using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.Core.Text;

namespace MtcpRedis.Keyspace.Entries;

/// <summary>Reads strings whatever their encoding.</summary>
public static unsafe class StringValue
{
    /// <summary>Bytes of scratch space that <see cref="Read"/> needs for an integer's digits.</summary>
    public const int ScratchSize = 24;

    /// <summary>Longest string in bytes that any setting allows.</summary>
    public const long MaxLength = int.MaxValue - 64 * 1024;

    /// <summary>The string's bytes; an integer's digits are written to <paramref name="scratch"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Read(Entry entry, Span<byte> scratch)
    {
        if (entry.IsInline)
            return entry.Inline;
        if (entry.Encoding != ValueEncoding.Int)
            return LargeString.Bytes((byte*)entry.Word);
        return scratch[..IntegerText.Format(entry.Word, scratch)];
    }

    /// <summary>The bytes of a string that is no <see cref="ValueEncoding.Int"/>, to change where they are; the length stays.</summary>
    public static Span<byte> Writable(Entry entry)
    {
        Debug.Assert(entry.Encoding != ValueEncoding.Int);
        return entry.IsInline ? entry.Inline : LargeString.Bytes((byte*)entry.Word);
    }

    /// <summary>Length in bytes.</summary>
    public static long Length(Entry entry)
    {
        if (entry.IsInline)
            return entry.Inline.Length;
        return entry.Encoding == ValueEncoding.Int ? IntegerText.Length(entry.Word) : LargeString.Length((byte*)entry.Word);
    }

    /// <summary>The string as an integer, if it is the canonical text of one.</summary>
    public static bool TryInteger(Entry entry, out long value)
    {
        if (entry.Encoding != ValueEncoding.Int)
            return IntegerText.TryParse(Writable(entry), out value);
        value = entry.Word;
        return true;
    }
}
