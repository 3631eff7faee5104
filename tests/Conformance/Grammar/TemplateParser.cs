using System.Globalization;

namespace MtcpRedis.Conformance.Grammar;

/// <summary>
/// Reads grammar lines. <c>WORD</c> stands for itself, <c>%name</c> for a made-up word, <c>[a|b]</c> is optional, <c>(a|b)</c> a choice,
/// <c>&lt;[a][b]&gt;</c> any order, <c>{1,3 a}</c> a repetition, <c>#{1,3 a}</c> one with its count in front.
/// </summary>
public sealed class TemplateParser
{
    private readonly string _text;
    private int _position;

    private TemplateParser(string text) => _text = text;

    /// <exception cref="FormatException">The line is no grammar line.</exception>
    public static Node Parse(string text)
    {
        var parser = new TemplateParser(text);
        var node = parser.ParseSequence();
        return parser._position == text.Length ? node : throw parser.Wrong("nothing more");
    }

    private Node.Sequence ParseSequence()
    {
        var parts = new List<Node>();
        while (true)
        {
            SkipSpaces();
            if (_position == _text.Length || "])}>|".Contains(_text[_position]))
            {
                return new Node.Sequence(parts);
            }

            parts.Add(ParsePart());
        }
    }

    private Node ParsePart()
    {
        switch (_text[_position])
        {
            case '[': return new Node.Choice(ParseAlternatives(']'), Optional: true);
            case '(': return new Node.Choice(ParseAlternatives(')'), Optional: false);
            case '<':
                _position++;
                var parts = ParseSequence().Parts;
                Expect('>');
                return new Node.Shuffle(parts);
            case '{': return ParseRepeat(counted: false);
            case '#' when _position + 1 < _text.Length && _text[_position + 1] == '{':
                _position++;
                return ParseRepeat(counted: true);
            case '%':
                _position++;
                var name = ReadWord();
                return Words.Knows(name) ? new Node.Placeholder(name) : throw new FormatException($"no placeholder %{name} in \"{_text}\"");
            default:
                return new Node.Word(ReadWord());
        }
    }

    private List<Node> ParseAlternatives(char end)
    {
        var alternatives = new List<Node>();
        do
        {
            _position++;
            alternatives.Add(ParseSequence());
        }
        while (_position < _text.Length && _text[_position] == '|');

        Expect(end);
        return alternatives;
    }

    private Node.Repeat ParseRepeat(bool counted)
    {
        _position++;
        var bounds = ReadWord().Split(',');
        var part = ParseSequence();
        Expect('}');
        return new Node.Repeat(
            part, int.Parse(bounds[0], CultureInfo.InvariantCulture), int.Parse(bounds[1], CultureInfo.InvariantCulture), counted);
    }

    private string ReadWord()
    {
        var start = _position;
        while (_position < _text.Length && (!" []()<>{}|".Contains(_text[_position]) || IsArrow))
        {
            _position++;
        }

        return _position > start ? _text[start.._position] : throw Wrong("a word");
    }

    /// <summary>The end of <c>-&gt;</c>, which SORT patterns use, does not close a group.</summary>
    private bool IsArrow => _text[_position] == '>' && _position > 0 && _text[_position - 1] == '-';

    private void SkipSpaces()
    {
        while (_position < _text.Length && _text[_position] == ' ')
        {
            _position++;
        }
    }

    private void Expect(char c)
    {
        if (_position == _text.Length || _text[_position] != c)
        {
            throw Wrong($"'{c}'");
        }

        _position++;
    }

    private FormatException Wrong(string wanted) => new($"expected {wanted} at {_position} in \"{_text}\"");
}
