using System.Runtime.CompilerServices;
using MtcpRedis.Core.Text;

namespace MtcpRedis.Keyspace.Structures;

/// <summary>
/// A value about to become a listpack entry: text that is the canonical form of a 64-bit integer becomes the integer, everything
/// else stays text. Knows its size before it is written.
/// </summary>
internal readonly unsafe ref struct ListpackValue
{
    private readonly ReadOnlySpan<byte> _text;
    private readonly long _integer;
    private readonly bool _isInteger;

    internal ListpackValue(ReadOnlySpan<byte> text)
    {
        _isInteger = IntegerText.TryParse(text, out _integer);
        _text = text;
        BodySize = _isInteger ? SizeOf(_integer) : SizeOf(text.Length);
        Size = BodySize + ListpackFormat.BacklenSize(BodySize);
    }

    internal ListpackValue(long integer)
    {
        _isInteger = true;
        _integer = integer;
        BodySize = SizeOf(integer);
        Size = BodySize + ListpackFormat.BacklenSize(BodySize);
    }

    /// <summary>Bytes of encoding and value.</summary>
    internal long BodySize { get; }

    /// <summary>Bytes of the whole entry.</summary>
    internal long Size { get; }

    internal void Write(byte* destination)
    {
        if (_isInteger)
        {
            WriteInteger(destination, _integer, BodySize);
        }
        else
        {
            WriteText(destination);
        }

        ListpackFormat.WriteBacklen(destination + BodySize, BodySize);
    }

    private static long SizeOf(long integer) => integer switch
    {
        >= 0 and <= 127 => 1,
        >= -4096 and <= 4095 => 2,
        >= short.MinValue and <= short.MaxValue => 3,
        >= -(1 << 23) and < (1 << 23) => 4,
        >= int.MinValue and <= int.MaxValue => 5,
        _ => 9,
    };

    private static long SizeOf(int length) => length switch
    {
        < 64 => 1L + length,
        < 4096 => 2L + length,
        _ => 5L + length,
    };

    private static void WriteInteger(byte* destination, long integer, long bodySize)
    {
        switch (bodySize)
        {
            case 1:
                *destination = (byte)integer;
                return;
            case 2:
                destination[0] = (byte)(0xC0 | ((integer >> 8) & 0x1F));
                destination[1] = (byte)integer;
                return;
            case 9:
                *destination = ListpackFormat.Integer64;
                Unsafe.WriteUnaligned(destination + 1, integer);
                return;
            default:
                *destination = (byte)(ListpackFormat.Integer16 + bodySize - 3);
                for (var at = 1; at < bodySize; at++, integer >>= 8)
                {
                    destination[at] = (byte)integer;
                }

                return;
        }
    }

    private void WriteText(byte* destination)
    {
        var length = _text.Length;
        var header = BodySize - length;
        if (header == 1)
        {
            *destination = (byte)(0x80 | length);
        }
        else if (header == 2)
        {
            destination[0] = (byte)(0xE0 | (length >> 8));
            destination[1] = (byte)length;
        }
        else
        {
            *destination = ListpackFormat.String32;
            Unsafe.WriteUnaligned(destination + 1, (uint)length);
        }

        _text.CopyTo(new Span<byte>(destination + header, length));
    }
}
