using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.Core.Text;

namespace MtcpRedis.Keyspace.Structures;

/// <summary>
/// An element as a compact structure holds it: text in place, or an integer whose text was never stored. Valid until the structure
/// is changed.
/// </summary>
public readonly unsafe ref struct ElementValue
{
    private readonly byte* _text;
    private readonly int _length;
    private readonly long _integer;

    /// <summary>An element stored as text.</summary>
    /// <param name="text">First byte, not null.</param>
    /// <param name="length">Bytes.</param>
    public ElementValue(byte* text, int length)
    {
        Debug.Assert(text != null && length >= 0);
        _text = text;
        _length = length;
    }

    /// <summary>An element stored as an integer.</summary>
    /// <param name="integer">Its value.</param>
    public ElementValue(long integer) => _integer = integer;

    /// <summary>Bytes of scratch that <see cref="AsText"/> needs at most.</summary>
    public static int ScratchSize => IntegerText.MaxLength;

    /// <summary>Whether the element is stored as an integer.</summary>
    public bool IsInteger => _text == null;

    /// <summary>The integer; only meaningful if <see cref="IsInteger"/>.</summary>
    public long Integer => _integer;

    /// <summary>The stored text; only if not <see cref="IsInteger"/>.</summary>
    public ReadOnlySpan<byte> Text
    {
        get
        {
            Debug.Assert(!IsInteger);
            return new ReadOnlySpan<byte>(_text, _length);
        }
    }

    /// <summary>Length of the text in bytes, for an integer that of its decimal form.</summary>
    public int Length => IsInteger ? IntegerText.Length(_integer) : _length;

    /// <summary>The element as text: in place, or formatted into <paramref name="scratch"/>.</summary>
    /// <param name="scratch">At least <see cref="ScratchSize"/> bytes.</param>
    public ReadOnlySpan<byte> AsText(Span<byte> scratch) =>
        IsInteger ? scratch[..IntegerText.Format(_integer, scratch)] : new ReadOnlySpan<byte>(_text, _length);

    /// <summary>Copies the text.</summary>
    /// <param name="destination">At least <see cref="Length"/> bytes.</param>
    /// <returns>Bytes written.</returns>
    public int CopyTo(Span<byte> destination)
    {
        if (IsInteger)
        {
            return IntegerText.Format(_integer, destination);
        }

        Text.CopyTo(destination);
        return _length;
    }

    /// <summary>Whether the element's text equals <paramref name="other"/>; nothing is formatted.</summary>
    /// <param name="other">Any bytes.</param>
    public bool TextEquals(ReadOnlySpan<byte> other) =>
        IsInteger
            ? IntegerText.TryParse(other, out var integer) && integer == _integer
            : Text.SequenceEqual(other);

    /// <summary>The value as an integer, also when canonical integer text is stored as text.</summary>
    /// <param name="integer">The value, or 0.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryGetInteger(out long integer)
    {
        integer = _integer;
        return IsInteger || IntegerText.TryParse(Text, out integer);
    }
}
