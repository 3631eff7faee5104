using System.Runtime.InteropServices;
using System.Text;
using MtcpRedis.Core.Resp;

namespace MtcpRedis.Fuzz.Resp;

/// <summary>
/// Feeds bytes to the request parser as a connection does and writes down what comes out. Each piece lies in a block of its exact size,
/// and the block before is overwritten, so that what reads too far or holds on to old memory shows.
/// </summary>
internal sealed unsafe class ParserHost : IDisposable
{
    private readonly NativeList<ArgSlice> _arguments = new();
    private readonly RequestParser _parser;
    private readonly RequestProgress _progress = new();
    private readonly RequestLimits _limits = new(512L * 1024 * 1024, Authenticated: true);
    private readonly StringBuilder _transcript = new();
    private byte* _buffer;
    private int _length;
    private bool _ended;

    public ParserHost() => _parser = new RequestParser(_arguments);

    /// <summary>Every command with its arguments, and the violation that ended it.</summary>
    public string Transcript => _transcript.ToString();

    /// <summary>What the parser makes of <paramref name="bytes"/> that arrive in the given pieces.</summary>
    /// <param name="bytes">All bytes.</param>
    /// <param name="cuts">Where a new piece begins, ascending.</param>
    public static string Run(ReadOnlySpan<byte> bytes, params ReadOnlySpan<int> cuts)
    {
        using var host = new ParserHost();
        int start = 0;
        foreach (int cut in cuts)
        {
            host.Feed(bytes[start..cut]);
            start = cut;
        }
        host.Feed(bytes[start..]);
        return host.Transcript;
    }

    public void Feed(ReadOnlySpan<byte> piece)
    {
        if (_ended)
            return;
        Append(piece);
        int position = 0;
        while (position < _length)
        {
            ParseStatus status = _parser.Parse(_buffer + position, _length - position, _limits, _progress, out int consumed);
            if (status == ParseStatus.NeedMore)
                break;
            if (status == ParseStatus.Violation)
            {
                _transcript.Append("! ").Append(_parser.Violation).Append('\n');
                _ended = true;
                break;
            }
            Check(consumed > 0 && consumed <= _length - position, "takes no byte or more than there are");
            if (status == ParseStatus.Complete)
                Write();
            position += consumed;
        }
        Check(_arguments.Count == 0, "leaves arguments of a request that is not whole");
        Check(_progress.BytesNeeded >= 0, "needs a negative number of bytes");
        _length -= position;
        Buffer.MemoryCopy(_buffer + position, _buffer, _length, _length);
    }

    public void Dispose()
    {
        _arguments.Dispose();
        NativeMemory.Free(_buffer);
    }

    private static void Check(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidOperationException("The parser " + otherwise + ".");
    }

    private void Append(ReadOnlySpan<byte> piece)
    {
        var grown = (byte*)NativeMemory.Alloc((nuint)Math.Max(1, _length + piece.Length));
        new ReadOnlySpan<byte>(_buffer, _length).CopyTo(new Span<byte>(grown, _length));
        piece.CopyTo(new Span<byte>(grown + _length, piece.Length));
        if (_buffer is not null)
            NativeMemory.Fill(_buffer, (nuint)_length, 0xDD);
        NativeMemory.Free(_buffer);
        _buffer = grown;
        _length += piece.Length;
    }

    private void Write()
    {
        Check(_arguments.Count > 0, "gives a command without a name");
        for (int i = 0; i < _arguments.Count; i++)
        {
            ArgSlice argument = _arguments[i];
            Check(argument.Pointer >= _buffer && argument.Pointer + argument.Length <= _buffer + _length, "points outside the received bytes");
            _transcript.Append(argument.Length).Append(':').Append(Encoding.Latin1.GetString(argument.Span)).Append(' ');
        }
        _transcript.Append('\n');
        _arguments.Truncate(0);
    }
}
