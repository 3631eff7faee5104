namespace MtcpRedis.Core.Text;

/// <summary>
/// Walks the arguments of one line, as inline commands and redis.conf write them: words separated by white space; <c>"..."</c> with the
/// escapes <c>\n \r \t \b \a \xHH</c> and <c>\c</c> for any other byte; <c>'...'</c> with <c>\'</c> only. A closing quote must be
/// followed by white space or the end of the line. A zero byte ends the line.
/// </summary>
/// <remarks>
/// Works in place: the unescaped bytes of an argument are written over its own place in the line, so nothing is allocated or copied
/// elsewhere and the arguments stay valid as long as the memory of the line does.
/// </remarks>
/// <param name="line">The line without its line break; its contents are changed where quotes or escapes are resolved.</param>
public ref struct ArgumentSplitter(Span<byte> line)
{
    private readonly Span<byte> _line = Terminated(line);
    private int _read;

    /// <summary>Where the current argument begins within the line.</summary>
    public int Start { get; private set; }

    /// <summary>Length of the current argument in bytes, quotes and escapes resolved.</summary>
    public int Length { get; private set; }

    /// <summary>Whether the walk ended because of a quote that is not closed, or closed in the middle of a word.</summary>
    public bool IsUnbalanced { get; private set; }

    /// <summary>The bytes of the current argument.</summary>
    public readonly ReadOnlySpan<byte> Current => _line.Slice(Start, Length);

    /// <summary>Goes to the next argument.</summary>
    /// <returns>False at the end of the line and on unbalanced quotes; <see cref="IsUnbalanced"/> tells them apart.</returns>
    public bool MoveNext()
    {
        while (_read < _line.Length && IsSpace(_line[_read]))
            _read++;
        if (_read == _line.Length || IsUnbalanced)
            return false;

        Start = _read;
        int write = _read;
        while (_read < _line.Length && !EndsWord(_line[_read]))
        {
            byte b = _line[_read++];
            bool closed = b switch
            {
                (byte)'"' => CopyDoubleQuoted(ref write),
                (byte)'\'' => CopySingleQuoted(ref write),
                _ => false,
            };
            if (IsUnbalanced)
                return false;
            if (closed)
                break;
            _line[write++] = b;
        }

        Length = write - Start;
        return true;
    }

    private bool CopyDoubleQuoted(ref int write)
    {
        while (_read < _line.Length)
        {
            byte b = _line[_read++];
            if (b == (byte)'"')
                return Close();
            if (b == (byte)'\\' && _read < _line.Length)
                b = Unescape();
            _line[write++] = b;
        }

        IsUnbalanced = true;
        return false;
    }

    private bool CopySingleQuoted(ref int write)
    {
        while (_read < _line.Length)
        {
            byte b = _line[_read++];
            if (b == (byte)'\'')
                return Close();
            if (b == (byte)'\\' && _read < _line.Length && _line[_read] == (byte)'\'')
                b = _line[_read++];
            _line[write++] = b;
        }

        IsUnbalanced = true;
        return false;
    }

    /// <summary>Resolves the escape whose backslash has just been read.</summary>
    private byte Unescape()
    {
        if (_line[_read] == (byte)'x' && _read + 2 < _line.Length)
        {
            int high = HexValue(_line[_read + 1]);
            int low = HexValue(_line[_read + 2]);
            if (high >= 0 && low >= 0)
            {
                _read += 3;
                return (byte)((high << 4) | low);
            }
        }

        byte b = _line[_read++];
        return b switch
        {
            (byte)'n' => (byte)'\n',
            (byte)'r' => (byte)'\r',
            (byte)'t' => (byte)'\t',
            (byte)'b' => (byte)'\b',
            (byte)'a' => 7,
            _ => b,
        };
    }

    private bool Close()
    {
        if (_read == _line.Length || IsSpace(_line[_read]))
            return true;
        IsUnbalanced = true;
        return false;
    }

    private static Span<byte> Terminated(Span<byte> line)
    {
        int zero = line.IndexOf((byte)0);
        return zero < 0 ? line : line[..zero];
    }

    private static int HexValue(byte b) => b switch
    {
        >= (byte)'0' and <= (byte)'9' => b - '0',
        >= (byte)'a' and <= (byte)'f' => b - 'a' + 10,
        >= (byte)'A' and <= (byte)'F' => b - 'A' + 10,
        _ => -1,
    };

    private static bool IsSpace(byte b) => b == (byte)' ' || b is >= 9 and <= 13;

    /// <summary>Vertical tab and form feed separate arguments but do not end a bare word.</summary>
    private static bool EndsWord(byte b) => b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n';
}
