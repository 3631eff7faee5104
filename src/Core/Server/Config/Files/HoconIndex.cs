namespace MtcpRedis.Server.Config.Files;

/// <summary>
/// Finds the places of keys in the text of a HOCON file. Values are not interpreted: that is left to Akka's parser, which does not say
/// where a key stands and lets unbalanced braces and quotes pass, both of which messages and rewriting need.
/// </summary>
internal sealed class HoconIndex
{
    private readonly string _text;
    private readonly string _origin;
    private readonly List<HoconEntry> _entries = [];
    private readonly List<HoconBlock> _blocks = [];
    private readonly List<HoconEntry> _includes = [];
    private int _position;

    private HoconIndex(string text, string origin)
    {
        _text = text;
        _origin = origin;
    }

    /// <summary>The keys that have a value, in their order.</summary>
    public IReadOnlyList<HoconEntry> Entries => _entries;

    /// <summary>The blocks, in the order of their ends.</summary>
    public IReadOnlyList<HoconBlock> Blocks => _blocks;

    /// <summary>The include statements: the path of the block they stand in, and the place of the quoted file name.</summary>
    public IReadOnlyList<HoconEntry> Includes => _includes;

    /// <summary>Indexes a text.</summary>
    /// <param name="text">The contents of a HOCON file.</param>
    /// <param name="origin">The file, for messages.</param>
    /// <param name="prefix">The path of the block that includes this file, empty at the top.</param>
    /// <exception cref="ConfigException">Braces, brackets or quotes are unbalanced, or a key has no value.</exception>
    public static HoconIndex Of(string text, string origin, string prefix = "")
    {
        var index = new HoconIndex(text, origin);
        index.SkipSeparators();
        bool braces = index.Peek() == '{';
        if (braces)
            index._position++;
        index.ScanBody(prefix, braces ? 0 : -1);
        index.SkipSeparators();
        if (index._position < text.Length)
            throw index.Error(index._position, "'}' without '{'");
        return index;
    }

    /// <summary>The value's text.</summary>
    public string TextOf(HoconEntry entry) => _text[entry.Start..entry.End];

    /// <summary>Scans keys up to the closing brace of the block that was opened at <paramref name="open"/>; -1 up to the end.</summary>
    private void ScanBody(string prefix, int open)
    {
        while (true)
        {
            SkipSeparators();
            if (_position == _text.Length)
            {
                if (open >= 0)
                    throw Error(open, "'{' is never closed");
                return;
            }

            if (Peek() == '}')
            {
                if (open >= 0)
                    _position++;
                return;
            }

            ScanEntry(prefix);
        }
    }

    private void ScanEntry(string prefix)
    {
        int start = _position;
        string key = ScanKey();
        if (key == "include" && Peek() == '"')
        {
            int name = _position;
            SkipQuoted();
            _includes.Add(new HoconEntry(prefix, _origin, LineOf(start), name, _position));
            return;
        }

        string path = prefix.Length == 0 ? key : $"{prefix}.{key}";
        char c = Peek();
        if (c == '+')
            c = _text.ElementAtOrDefault(++_position);
        if (c is '=' or ':')
        {
            _position++;
            SkipBlanks(newLines: true);
        }
        else if (c != '{')
        {
            throw Error(start, $"expected '=' or '{{' after '{key}'");
        }

        if (Peek() == '{')
            ScanBlock(path);
        else
            ScanValue(path, start);
    }

    private void ScanBlock(string path)
    {
        int open = _position++;
        ScanBody(path, open);
        _blocks.Add(new HoconBlock(path, _position - 1));
    }

    /// <summary>Reads a key up to what follows it; quotes around its parts are dropped.</summary>
    private string ScanKey()
    {
        int start = _position;
        while (_position < _text.Length && !"=:{}+,\n\"#[]".Contains(Peek(), StringComparison.Ordinal))
        {
            if (_text[start.._position] == "include" && char.IsWhiteSpace(Peek()))
            {
                SkipBlanks(newLines: false);
                if (Peek() == '"')
                    return "include";
            }
            else
            {
                _position++;
            }
        }

        if (Peek() == '"')
        {
            SkipQuoted();
            while (_position < _text.Length && !"=:{}+,\n#[]".Contains(Peek(), StringComparison.Ordinal))
                _position++;
        }

        string key = _text[start.._position].Trim().Replace("\"", "", StringComparison.Ordinal);
        return key.Length > 0 ? key : throw Error(start, "expected a key");
    }

    private void ScanValue(string path, int keyStart)
    {
        int start = _position;
        int end = start;
        var open = new Stack<int>();
        while (_position < _text.Length && !EndsValue(open.Count))
        {
            char c = Peek();
            if (c == '"')
            {
                SkipQuoted();
                end = _position;
                continue;
            }

            if (AtComment())
            {
                SkipLine();
                continue;
            }

            if (c is '[' or '{')
                open.Push(_position);
            else if (c is ']' or '}')
                CloseBracket(open, c);
            _position++;
            if (!char.IsWhiteSpace(c))
                end = _position;
        }

        if (open.TryPeek(out int unclosed))
            throw Error(unclosed, $"'{_text[unclosed]}' is never closed");
        _entries.Add(new HoconEntry(path, _origin, LineOf(keyStart), start, end));
    }

    private void CloseBracket(Stack<int> open, char c)
    {
        if (!open.TryPop(out int start))
            throw Error(_position, $"'{c}' was never opened");
        if (_text[start] != (c == ']' ? '[' : '{'))
            throw Error(start, $"'{_text[start]}' is never closed");
    }

    private bool EndsValue(int depth) => depth == 0 && (Peek() is '\n' or ',' or '}' || AtComment());

    private void SkipSeparators()
    {
        while (_position < _text.Length)
        {
            if (AtComment())
                SkipLine();
            else if (char.IsWhiteSpace(Peek()) || Peek() == ',')
                _position++;
            else
                return;
        }
    }

    private void SkipBlanks(bool newLines)
    {
        while (_position < _text.Length && char.IsWhiteSpace(Peek()) && (newLines || Peek() != '\n'))
            _position++;
    }

    private void SkipLine()
    {
        while (_position < _text.Length && Peek() != '\n')
            _position++;
    }

    private void SkipQuoted()
    {
        int start = _position;
        bool triple = string.CompareOrdinal(_text, _position, "\"\"\"", 0, 3) == 0;
        string quote = triple ? "\"\"\"" : "\"";
        _position += quote.Length;
        while (string.CompareOrdinal(_text, _position, quote, 0, quote.Length) != 0)
        {
            if (!triple && Peek() == '\\')
                _position++;
            if (_position >= _text.Length || (!triple && Peek() == '\n'))
                throw Error(start, "a quoted string is never closed");
            _position++;
        }

        _position += quote.Length;
    }

    private bool AtComment() => Peek() == '#' || (Peek() == '/' && _text.ElementAtOrDefault(_position + 1) == '/');

    private char Peek() => _position < _text.Length ? _text[_position] : '\0';

    private int LineOf(int offset) => _text.AsSpan(0, Math.Min(offset, _text.Length)).Count('\n') + 1;

    private ConfigException Error(int offset, string reason)
    {
        int line = LineOf(offset);
        return new ConfigException(new ConfigSource(_origin, line, _text.Split('\n')[line - 1].Trim()), reason);
    }
}
