using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MtcpRedis.Compare.Load;

/// <summary>Puts much data into a server quickly over one connection: commands in large pipelined portions, replies only checked for errors.</summary>
internal sealed class Filler : IDisposable
{
    private const int PortionSize = 128 * 1024;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly ArrayBufferWriter<byte> _portion = new(2 * PortionSize);
    private readonly byte[] _replies = new byte[64 * 1024];
    private int _unanswered;

    /// <summary>Connects.</summary>
    public Filler(int port) => _socket.Connect(IPAddress.Loopback, port);

    /// <summary>Sends one command for each number from 0 below the count.</summary>
    /// <param name="count">How many commands.</param>
    /// <param name="command">The words of the n-th command.</param>
    public void Each(long count, Func<long, string[]> command)
    {
        for (var n = 0L; n < count; n++)
        {
            Add(command(n));
        }

        Exchange();
    }

    /// <summary>Adds members to one key, a hundred per command.</summary>
    /// <param name="count">How many members.</param>
    /// <param name="command">The words before the members, such as SADD and the key.</param>
    /// <param name="member">The words of the n-th member: one, or two for fields and scores.</param>
    public void Members(long count, string[] command, Func<long, string[]> member)
    {
        const int perCommand = 100;
        for (var first = 0L; first < count; first += perCommand)
        {
            var words = new List<string>(command);
            for (var n = first; n < Math.Min(count, first + perCommand); n++)
            {
                words.AddRange(member(n));
            }

            Add([.. words]);
        }

        Exchange();
    }

    /// <inheritdoc/>
    public void Dispose() => _socket.Dispose();

    private void Add(string[] words)
    {
        Write($"*{words.Length.ToString(CultureInfo.InvariantCulture)}\r\n");
        foreach (var word in words)
        {
            Write($"${Encoding.UTF8.GetByteCount(word).ToString(CultureInfo.InvariantCulture)}\r\n");
            Write(word);
            Write("\r\n");
        }

        _unanswered++;
        if (_portion.WrittenCount >= PortionSize)
        {
            Exchange();
        }
    }

    private void Write(string text) => Encoding.UTF8.GetBytes(text, _portion);

    /// <summary>Sends the portion and waits for its replies, which are single lines for all commands used here.</summary>
    private void Exchange()
    {
        for (var sent = 0; sent < _portion.WrittenCount;)
        {
            sent += _socket.Send(_portion.WrittenSpan[sent..]);
        }

        _portion.ResetWrittenCount();
        var atLineStart = true;
        while (_unanswered > 0)
        {
            var received = _socket.Receive(_replies);
            if (received == 0)
            {
                throw new IOException("the server closed the connection while it was filled");
            }

            foreach (var c in _replies.AsSpan(0, received))
            {
                if (atLineStart && c == '-')
                {
                    throw new IOException($"the server refused to be filled: {Encoding.UTF8.GetString(_replies, 0, received).Split("\r\n")[0]}");
                }

                atLineStart = c == '\n';
                _unanswered -= atLineStart ? 1 : 0;
            }
        }
    }
}
