using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.Core.Text;

namespace MtcpRedis.Core.Resp;

/// <summary>
/// Parses requests where they lie: RESP arrays of bulk strings, and inline commands (Redis serialization protocol specification).
/// </summary>
/// <remarks>
/// One parser serves all connections of a core, since a request that is not whole is either parsed again from its first byte
/// (cheap while it is small) or continued from its <see cref="RequestProgress"/>. Error texts are those of Redis.
/// </remarks>
public sealed unsafe class RequestParser
{
    /// <summary>Requests with at least this many parsed arguments are continued instead of parsed again.</summary>
    private const int RememberFrom = 32;

    /// <summary>Most arguments of a request that is parsed without ceremony.</summary>
    private const int MaxPlainArguments = 32;

    /// <summary>About the longest argument that is parsed without ceremony: under every limit, before authentication too.</summary>
    private const int MaxPlainSize = 10_000;

    private readonly NativeList<ArgSlice> _arguments;

    /// <summary>Makes a parser that appends arguments to <paramref name="arguments"/>.</summary>
    public RequestParser(NativeList<ArgSlice> arguments)
    {
        _arguments = arguments;
    }

    /// <summary>Text of the last violation, with the leading code word.</summary>
    public string Violation { get; private set; } = "";

    /// <summary>Tries to take one request.</summary>
    /// <param name="data">First byte of the request; inline requests are unquoted in place.</param>
    /// <param name="length">Bytes that are there.</param>
    /// <param name="limits">What the client may ask for.</param>
    /// <param name="progress">What is remembered of this request from the attempt before; reset when the request is whole.</param>
    /// <param name="consumed">Bytes of the request, when it is <see cref="ParseStatus.Complete"/> or <see cref="ParseStatus.Empty"/>.</param>
    public ParseStatus Parse(byte* data, int length, in RequestLimits limits, RequestProgress progress, out int consumed)
    {
        if (!progress.IsInUse && (consumed = ParsePlain(data, length, limits.Authenticated)) > 0)
            return ParseStatus.Complete;
        consumed = 0;
        if (length == 0)
            return ParseStatus.NeedMore;
        return *data == (byte)'*'
            ? ParseMultibulk(data, length, limits, progress, out consumed)
            : ParseInline(data, length, out consumed);
    }

    /// <summary>
    /// The common request, without any of the checks that cannot fail in it: it is whole and has few arguments of moderate size. All state is
    /// in registers.
    /// </summary>
    /// <returns>Its length, or 0 if it is another kind of request; nothing has happened then.</returns>
    private int ParsePlain(byte* data, int length, bool authenticated)
    {
        const int shortest = 4;
        if (length < shortest || *data != (byte)'*')
            return 0;
        byte* end = data + length;
        byte* p = data + 2;
        uint count = (uint)(data[1] - '0');
        uint second = (uint)(*p - '0');
        if (second <= 9)
        {
            count = count is 0 or > 9 ? 0 : count * 10 + second;
            p++;
        }
        if (count - 1 >= MaxPlainArguments || *p != (byte)'\r')
            return 0;
        if (count > RequestLimits.UnauthenticatedArguments && !authenticated)
            return 0;
        p += 2;
        ArgSlice* argument = _arguments.Reserve(MaxPlainArguments);
        for (uint left = count; left > 0; left--)
        {
            p = PlainArgument(p, end, argument++);
            if (p is null)
                return 0;
        }
        _arguments.Append((int)count);
        return (int)(p - data);
    }

    /// <summary>One whole argument of moderate size.</summary>
    /// <returns>What is behind it, or null if it is something else.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static byte* PlainArgument(byte* p, byte* end, ArgSlice* argument)
    {
        const int shortest = 6;
        if (end - p < shortest || *p != (byte)'$')
            return null;
        uint size = (uint)(p[1] - '0');
        if (size > 9)
            return null;
        p += 2;
        for (uint digit; (digit = (uint)(*p - '0')) <= 9; size = size * 10 + digit)
        {
            if (size - 1 >= MaxPlainSize / 10 || ++p == end)
                return null;
        }
        if (*p != (byte)'\r' || end - p < size + 4)
            return null;
        *argument = new ArgSlice(p + 2, (int)size);
        return p + size + 4;
    }

    private ParseStatus ParseMultibulk(byte* data, int length, in RequestLimits limits, RequestProgress progress, out int consumed)
    {
        consumed = 0;
        byte* end = data + length;
        byte* p = data;
        int first = _arguments.Count;
        int announced;
        int parsed = 0;
        if (progress.Announced > 0)
        {
            announced = progress.Announced;
            p = data + progress.Offset;
            parsed = progress.Arguments.Count;
        }
        else
        {
            p++;
            LineStatus line = ReadLength(ref p, end, out long count);
            if (line == LineStatus.NeedMore)
                return end - data > RequestLimits.MaxInline ? Violate("ERR Protocol error: too big mbulk count string") : ParseStatus.NeedMore;
            if (line == LineStatus.Invalid || count > RequestLimits.MaxArguments)
                return Violate("ERR Protocol error: invalid multibulk length");
            if (count > RequestLimits.UnauthenticatedArguments && !limits.Authenticated)
                return Violate("ERR Protocol error: unauthenticated multibulk length");
            if (count <= 0)
            {
                consumed = (int)(p - data);
                return ParseStatus.Empty;
            }
            announced = (int)count;
        }

        int resumed = parsed;
        for (; parsed < announced; parsed++)
        {
            byte* next = PlainArgument(p, end, _arguments.Reserve(1));
            if (next is not null)
            {
                _arguments.Append(1);
                p = next;
                continue;
            }
            byte* start = p;
            ParseStatus status = ParseBulk(ref p, end, limits, out byte* argument, out long argumentLength);
            if (status == ParseStatus.Complete)
            {
                _arguments.Add(new ArgSlice(argument, (int)argumentLength));
                continue;
            }
            if (status == ParseStatus.NeedMore)
            {
                progress.BytesNeeded = argument is null ? 0 : argument - data + argumentLength + 2;
                if (parsed >= RememberFrom || argument - data > 4096)
                    Remember(progress, data, announced, start, first);
            }
            _arguments.Truncate(first);
            return status;
        }
        consumed = (int)(p - data);
        if (resumed > 0)
            PrependRemembered(progress, data, first);
        if (progress.BytesNeeded != 0 || progress.Announced != 0)
            progress.Reset();
        return ParseStatus.Complete;
    }

    /// <summary>One <c>$length CR LF bytes CR LF</c>; on NeedMore the argument's start is told if its length is known.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private ParseStatus ParseBulk(ref byte* p, byte* end, in RequestLimits limits, out byte* argument, out long argumentLength)
    {
        argument = null;
        argumentLength = 0;
        if (p == end)
            return ParseStatus.NeedMore;
        if (*p != (byte)'$')
            return ViolateType(*p);
        byte* q = p + 1;
        LineStatus line = ReadLength(ref q, end, out long count);
        if (line == LineStatus.NeedMore)
            return end - p > RequestLimits.MaxInline ? Violate("ERR Protocol error: too big bulk count string") : ParseStatus.NeedMore;
        if (line == LineStatus.Invalid || count < 0 || count > limits.MaxBulkLength || count > int.MaxValue - 1024)
            return Violate("ERR Protocol error: invalid bulk length");
        if (count > RequestLimits.UnauthenticatedBulkLength && !limits.Authenticated)
            return Violate("ERR Protocol error: unauthenticated bulk length");
        argument = q;
        argumentLength = count;
        if (end - q < count + 2)
            return ParseStatus.NeedMore;
        p = q + count + 2;
        return ParseStatus.Complete;
    }

    private void Remember(RequestProgress progress, byte* data, int announced, byte* next, int first)
    {
        progress.Announced = announced;
        progress.Offset = (int)(next - data);
        for (int i = first; i < _arguments.Count; i++)
            progress.Arguments.Add(((int)(_arguments[i].Pointer - data), _arguments[i].Length));
    }

    /// <summary>Puts the arguments of earlier attempts in front of those of this one.</summary>
    private void PrependRemembered(RequestProgress progress, byte* data, int first)
    {
        int fresh = _arguments.Count - first;
        int old = progress.Arguments.Count;
        for (int i = 0; i < old; i++)
            _arguments.Add(default);
        ArgSlice* items = _arguments.Pointer + first;
        Buffer.MemoryCopy(items, items + old, (long)fresh * sizeof(ArgSlice), (long)fresh * sizeof(ArgSlice));
        for (int i = 0; i < old; i++)
        {
            (int offset, int length) = progress.Arguments[i];
            items[i] = new ArgSlice(data + offset, length);
        }
    }

    private enum LineStatus
    {
        Complete,
        NeedMore,
        Invalid,
    }

    /// <summary>Reads a decimal number up to CR LF and moves behind it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static LineStatus ReadLength(ref byte* p, byte* end, out long value)
    {
        value = 0;
        // The common case: one to three digits and the line's end are there.
        byte* q = p;
        while (q < end && (uint)(*q - '0') <= 9 && q - p < 18)
            value = value * 10 + (*q++ - '0');
        if (q > p && end - q >= 2 && q[0] == (byte)'\r')
        {
            // string2ll refuses leading zeros; the byte after CR is taken for the line feed without a look at it, as Redis does.
            bool leadingZero = *p == (byte)'0' && q - p > 1;
            p = q + 2;
            return leadingZero ? LineStatus.Invalid : LineStatus.Complete;
        }
        return ReadLengthSlow(ref p, end, out value);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static LineStatus ReadLengthSlow(ref byte* p, byte* end, out long value)
    {
        value = 0;
        var rest = new ReadOnlySpan<byte>(p, (int)Math.Min(end - p, RequestLimits.MaxInline + 2));
        int cr = rest.IndexOf((byte)'\r');
        if (cr < 0 || cr + 1 >= end - p)
            return LineStatus.NeedMore;
        ReadOnlySpan<byte> text = rest[..cr];
        bool valid = IntegerText.TryParse(text, out value);
        p += cr + 2;
        return valid ? LineStatus.Complete : LineStatus.Invalid;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ParseStatus ViolateType(byte got) => Violate($"ERR Protocol error: expected '$', got '{(char)got}'");

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ParseStatus Violate(string text)
    {
        Debug.Assert(text.StartsWith("ERR Protocol error", StringComparison.Ordinal));
        Violation = text;
        return ParseStatus.Violation;
    }

    private ParseStatus ParseInline(byte* data, int length, out int consumed)
    {
        consumed = 0;
        var text = new Span<byte>(data, Math.Min(length, RequestLimits.MaxInline + 1));
        int newline = text.IndexOf((byte)'\n');
        if (newline < 0)
            return length > RequestLimits.MaxInline ? Violate("ERR Protocol error: too big inline request") : ParseStatus.NeedMore;
        int lineLength = newline > 0 && data[newline - 1] == (byte)'\r' ? newline - 1 : newline;
        int first = _arguments.Count;
        var splitter = new ArgumentSplitter(new Span<byte>(data, lineLength));
        while (splitter.MoveNext())
            _arguments.Add(new ArgSlice(data + splitter.Start, splitter.Length));
        if (splitter.IsUnbalanced)
        {
            _arguments.Truncate(first);
            return Violate("ERR Protocol error: unbalanced quotes in request");
        }
        consumed = newline + 1;
        return _arguments.Count == first ? ParseStatus.Empty : ParseStatus.Complete;
    }
}
