using System.Globalization;
using System.Text;

namespace MtcpRedis.TestKit;

/// <summary>Parses replies from a byte source that it asks for more whenever it runs dry.</summary>
/// <param name="receive">Fills the memory and returns the number of bytes; 0 means the peer closed. It throws on a timeout.</param>
public sealed class RespReader(Func<Memory<byte>, int> receive)
{
    private byte[] _buffer = new byte[64 * 1024];
    private int _position;
    private int _end;

    /// <summary>Bytes received and not yet parsed.</summary>
    public int Buffered => _end - _position;

    /// <summary>Reads one value. When <c>receive</c> throws, nothing is consumed and the read may be tried again.</summary>
    /// <exception cref="RespProtocolException">The bytes are no RESP.</exception>
    /// <exception cref="RespConnectionClosedException">The peer closed before the value was complete.</exception>
    public RespValue Read()
    {
        var start = _position;
        try
        {
            return ReadValue();
        }
        catch
        {
            _position = start;
            throw;
        }
        finally
        {
            Compact();
        }
    }

    /// <summary>Takes everything that was received, without parsing it.</summary>
    public byte[] TakeBuffered()
    {
        var bytes = _buffer.AsSpan(_position, Buffered).ToArray();
        _position = _end = 0;
        return bytes;
    }

    /// <summary>Adds bytes that were received by somebody else.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        Reserve(bytes.Length);
        bytes.CopyTo(_buffer.AsSpan(_end));
        _end += bytes.Length;
    }

    private RespValue ReadValue()
    {
        var line = ReadLine();
        if (line.Length == 0)
        {
            throw new RespProtocolException("empty line where a reply should start");
        }

        var payload = line.AsSpan(1).ToArray();
        return (char)line[0] switch
        {
            '+' => RespValue.Scalar(RespType.Simple, payload),
            '-' => RespValue.Scalar(RespType.Error, payload),
            ':' => RespValue.Scalar(RespType.Integer, payload),
            ',' => RespValue.Scalar(RespType.Double, payload),
            '#' => RespValue.Scalar(RespType.Boolean, payload),
            '(' => RespValue.Scalar(RespType.BigNumber, payload),
            '_' when payload.Length == 0 => RespValue.Scalar(RespType.Null, payload),
            '$' => ReadBulk(RespType.Bulk, payload),
            '!' => ReadBulk(RespType.BulkError, payload),
            '=' => ReadBulk(RespType.Verbatim, payload),
            '*' => ReadAggregate(RespType.Array, payload, 1),
            '~' => ReadAggregate(RespType.Set, payload, 1),
            '>' => ReadAggregate(RespType.Push, payload, 1),
            '%' => ReadAggregate(RespType.Map, payload, 2),
            _ => throw new RespProtocolException($"unknown reply type in line {RespFormatter.Quote(line, 100)}"),
        };
    }

    private RespValue ReadBulk(RespType type, byte[] header)
    {
        var length = ParseLength(header);
        if (length < 0)
        {
            return RespValue.Scalar(RespType.NullBulk, []);
        }

        Ensure(length + 2);
        var bytes = _buffer.AsSpan(_position, length).ToArray();
        if (!_buffer.AsSpan(_position + length, 2).SequenceEqual("\r\n"u8))
        {
            throw new RespProtocolException($"bulk of {length} bytes does not end with CRLF");
        }

        _position += length + 2;
        return RespValue.Scalar(type, bytes);
    }

    private RespValue ReadAggregate(RespType type, byte[] header, int perEntry)
    {
        var count = ParseLength(header);
        if (count < 0)
        {
            return RespValue.Scalar(RespType.NullArray, []);
        }

        var items = new RespValue[count * perEntry];
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = ReadValue();
        }

        return RespValue.Aggregate(type, items);
    }

    private static int ParseLength(byte[] text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var length) && length >= -1
            ? length
            : throw new RespProtocolException($"bad length {RespFormatter.Quote(text, 40)}");

    private byte[] ReadLine()
    {
        var searched = 0;
        while (true)
        {
            var index = _buffer.AsSpan(_position + searched, Buffered - searched).IndexOf("\r\n"u8);
            if (index >= 0)
            {
                var line = _buffer.AsSpan(_position, searched + index).ToArray();
                _position += searched + index + 2;
                return line;
            }

            searched = Math.Max(0, Buffered - 1);
            Fill();
        }
    }

    private void Ensure(int count)
    {
        Reserve(count - Buffered);
        while (Buffered < count)
        {
            Fill();
        }
    }

    private void Fill()
    {
        Reserve(4096);
        var received = receive(_buffer.AsMemory(_end));
        if (received == 0)
        {
            throw new RespConnectionClosedException(
                $"connection closed by the server; unparsed: \"{Encoding.Latin1.GetString(_buffer, _position, Math.Min(Buffered, 200))}\"");
        }

        _end += received;
    }

    private void Reserve(int more)
    {
        if (_buffer.Length - _end < more)
        {
            Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _end + more));
        }
    }

    /// <summary>Only between values: inside one, a failed read must be able to go back to its start.</summary>
    private void Compact()
    {
        if (_position == 0)
        {
            return;
        }

        if (_position == _end || _position > 32 * 1024)
        {
            _buffer.AsSpan(_position, Buffered).CopyTo(_buffer);
            _end -= _position;
            _position = 0;
        }
    }
}
