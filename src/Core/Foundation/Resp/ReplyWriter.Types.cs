using System.Buffers.Text;
using System.Runtime.CompilerServices;

namespace MtcpRedis.Core.Resp;

/// <content>One method per RESP type.</content>
public sealed unsafe partial class ReplyWriter
{
    /// <summary><c>+OK</c>.</summary>
    public void Ok() => Raw("+OK\r\n"u8);

    /// <summary>A simple string; <paramref name="text"/> must hold no CR or LF.</summary>
    public void SimpleString(ReadOnlySpan<byte> text)
    {
        Ensure(text.Length + 3);
        *_position++ = (byte)'+';
        Raw(text);
        Raw("\r\n"u8);
    }

    /// <summary>An error, code word included: <c>ERR syntax error</c>. CR and LF in the text become spaces, as Redis does.</summary>
    public void Error(ReadOnlySpan<byte> text)
    {
        Ensure(text.Length + 3);
        *_position++ = (byte)'-';
        foreach (byte b in text)
            *_position++ = b is (byte)'\r' or (byte)'\n' ? (byte)' ' : b;
        Raw("\r\n"u8);
    }

    /// <summary>An error made at run time; for texts that hold something the client sent.</summary>
    public void Error(string text) => Error(System.Text.Encoding.Latin1.GetBytes(text));

    /// <summary>An integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Integer(long value) => Header((byte)':', value);

    /// <summary>A bulk string.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Bulk(ReadOnlySpan<byte> value)
    {
        Ensure(value.Length + MaxHeader);
        Header((byte)'$', value.Length);
        byte* p = _position;
        value.CopyTo(new Span<byte>(p, value.Length));
        p += value.Length;
        *(ushort*)p = LineEnd;
        _position = p + 2;
    }

    /// <summary>Starts a bulk string whose bytes the caller writes; nothing else may be written before <see cref="EndBulk"/>.</summary>
    /// <returns>Where its <paramref name="length"/> bytes go; contents undefined.</returns>
    public Span<byte> BeginBulk(int length)
    {
        Ensure(length + MaxHeader);
        Header((byte)'$', length);
        var bytes = new Span<byte>(_position, length);
        _position += length;
        return bytes;
    }

    /// <summary>Ends a bulk string that <see cref="BeginBulk"/> started.</summary>
    public void EndBulk() => Raw("\r\n"u8);

    /// <summary>A bulk string of a managed text, as Latin-1 bytes.</summary>
    public void Bulk(string value) => Bulk(System.Text.Encoding.Latin1.GetBytes(value));

    /// <summary>A bulk string that holds a decimal integer.</summary>
    public void BulkInteger(long value)
    {
        Span<byte> text = stackalloc byte[24];
        Utf8Formatter.TryFormat(value, text, out int written);
        Bulk(text[..written]);
    }

    /// <summary>No value: <c>$-1</c> in RESP2, <c>_</c> in RESP3.</summary>
    public void Null() => Raw(Resp3 ? "_\r\n"u8 : "$-1\r\n"u8);

    /// <summary>No array: <c>*-1</c> in RESP2, <c>_</c> in RESP3.</summary>
    public void NullArray() => Raw(Resp3 ? "_\r\n"u8 : "*-1\r\n"u8);

    /// <summary>Starts an array of <paramref name="count"/> elements.</summary>
    public void Array(long count) => Header((byte)'*', count);

    /// <summary>Starts a map of <paramref name="count"/> pairs; a flat array of twice as many elements in RESP2.</summary>
    public void Map(long count) => Header(Resp3 ? (byte)'%' : (byte)'*', Resp3 ? count : count * 2);

    /// <summary>Starts a set of <paramref name="count"/> elements; an array in RESP2.</summary>
    public void Set(long count) => Header(Resp3 ? (byte)'~' : (byte)'*', count);

    /// <summary>Starts an out-of-band message of <paramref name="count"/> elements; an array in RESP2.</summary>
    public void Push(long count) => Header(Resp3 ? (byte)'>' : (byte)'*', count);

    /// <summary>A truth value: <c>#t</c> or <c>#f</c> in RESP3, 1 or 0 in RESP2.</summary>
    public void Boolean(bool value)
    {
        if (Resp3)
            Raw(value ? "#t\r\n"u8 : "#f\r\n"u8);
        else
            Integer(value ? 1 : 0);
    }

    /// <summary>A double whose text the caller made: a RESP3 double, or a bulk string in RESP2.</summary>
    public void DoubleText(ReadOnlySpan<byte> text)
    {
        if (!Resp3)
        {
            Bulk(text);
            return;
        }
        Ensure(text.Length + 3);
        *_position++ = (byte)',';
        Raw(text);
        Raw("\r\n"u8);
    }

    /// <summary>A text with a three-letter format; a plain bulk string in RESP2.</summary>
    public void Verbatim(ReadOnlySpan<byte> format, ReadOnlySpan<byte> text)
    {
        if (!Resp3)
        {
            Bulk(text);
            return;
        }
        Header((byte)'=', text.Length + 4);
        Raw(format);
        Raw(":"u8);
        Raw(text);
        Raw("\r\n"u8);
    }

    /// <summary>Puts an array header in front of what was written since offset <paramref name="start"/>, once the count is known.</summary>
    public void InsertArray(int start, long count) => InsertHeader(start, (byte)'*', count);

    /// <summary>Puts a map header (pairs) in front of what was written since offset <paramref name="start"/>.</summary>
    public void InsertMap(int start, long count) =>
        InsertHeader(start, Resp3 ? (byte)'%' : (byte)'*', Resp3 ? count : count * 2);

    /// <summary>Puts a set header in front of what was written since offset <paramref name="start"/>.</summary>
    public void InsertSet(int start, long count) => InsertHeader(start, Resp3 ? (byte)'~' : (byte)'*', count);

    private void InsertHeader(int start, byte type, long count)
    {
        int body = Length - start;
        Header(type, count);
        int header = Length - start - body;
        Span<byte> copy = stackalloc byte[MaxHeader];
        new ReadOnlySpan<byte>(_start + start + body, header).CopyTo(copy);
        Buffer.MemoryCopy(_start + start, _start + start + header, body, body);
        copy[..header].CopyTo(new Span<byte>(_start + start, header));
    }
}
