using System.Runtime.InteropServices;
using System.Text;
using MtcpRedis.Core.Resp;

namespace MtcpRedis.Core.Tests.Resp;

/// <summary>A parser with a native buffer that grows like that of a connection: what is not taken yet moves to its front.</summary>
internal sealed unsafe class ParserRig : IDisposable
{
    private byte* _buffer;
    private int _length;

    public ParserRig(long maxBulkLength = 512L * 1024 * 1024, bool authenticated = true)
    {
        Limits = new RequestLimits(maxBulkLength, authenticated);
        Parser = new RequestParser(Arguments);
    }

    public RequestLimits Limits { get; }

    public NativeList<ArgSlice> Arguments { get; } = new();

    public RequestParser Parser { get; }

    public RequestProgress Progress { get; } = new();

    /// <summary>Bytes received and not taken.</summary>
    public int Pending => _length;

    public ParseStatus LastStatus { get; private set; }

    /// <summary>Adds bytes and takes every command that is whole; a violation ends it.</summary>
    public List<string[]> Feed(ReadOnlySpan<byte> bytes)
    {
        Append(bytes);
        var commands = new List<string[]>();
        int position = 0;
        while (true)
        {
            LastStatus = Parser.Parse(_buffer + position, _length - position, Limits, Progress, out int consumed);
            if (LastStatus is ParseStatus.NeedMore or ParseStatus.Violation)
                break;
            position += consumed;
            if (LastStatus == ParseStatus.Complete)
                commands.Add(Take());
        }
        _length -= position;
        Buffer.MemoryCopy(_buffer + position, _buffer, _length, _length);
        return commands;
    }

    public List<string[]> Feed(string latin1) => Feed(Encoding.Latin1.GetBytes(latin1));

    public void Dispose()
    {
        Arguments.Dispose();
        NativeMemory.Free(_buffer);
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        // A new block each time, so that a pointer kept from an earlier attempt would show.
        var grown = (byte*)NativeMemory.Alloc((nuint)(_length + bytes.Length + 1));
        new ReadOnlySpan<byte>(_buffer, _length).CopyTo(new Span<byte>(grown, _length));
        bytes.CopyTo(new Span<byte>(grown + _length, bytes.Length));
        if (_buffer is not null)
            NativeMemory.Fill(_buffer, (nuint)_length, 0xDD);
        NativeMemory.Free(_buffer);
        _buffer = grown;
        _length += bytes.Length;
    }

    private string[] Take()
    {
        var words = new string[Arguments.Count];
        for (int i = 0; i < words.Length; i++)
            words[i] = Encoding.Latin1.GetString(Arguments[i].Span);
        Arguments.Truncate(0);
        return words;
    }
}
