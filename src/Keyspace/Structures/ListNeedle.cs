using MtcpRedis.Core.Text;

namespace MtcpRedis.Keyspace.Structures;

/// <summary>A text that many elements are compared with: what it would be as an integer is found out once.</summary>
public readonly ref struct ListNeedle
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly long _integer;
    private readonly bool _isInteger;

    /// <summary>Prepares a text.</summary>
    /// <param name="text">Any bytes, valid as long as this value is used.</param>
    public ListNeedle(ReadOnlySpan<byte> text)
    {
        _text = text;
        _isInteger = IntegerText.TryParse(text, out _integer);
    }

    /// <summary>Whether an element's text equals the needle.</summary>
    /// <param name="element">An element.</param>
    public bool Matches(ElementValue element) =>
        element.IsInteger ? _isInteger && element.Integer == _integer : element.Text.SequenceEqual(_text);
}
