using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>
/// One connection that sends prepared commands without waiting and checks what comes back byte for byte against what must come. Values are
/// slices of one shared block of random bytes, so thousands of connections need no memory of their own.
/// </summary>
public sealed class ByteScript(byte[] noise)
{
    private const int ChunkBytes = 64 * 1024;
    private readonly List<ReadOnlyMemory<byte>> _sent = [];
    private readonly List<ReadOnlyMemory<byte>> _wanted = [];

    public long BytesWanted => _wanted.Sum(w => (long)w.Length);

    /// <summary>SET of a slice of the noise, then GET of it.</summary>
    public void WriteAndReadBack(string key, int offset, int length)
    {
        var value = noise.AsMemory(offset, length);
        var size = length.ToString(CultureInfo.InvariantCulture);
        Send($"*3\r\n$3\r\nSET\r\n${key.Length}\r\n{key}\r\n${size}\r\n", value, $"\r\n*2\r\n$3\r\nGET\r\n${key.Length}\r\n{key}\r\n");
        Want($"+OK\r\n${size}\r\n", value, "\r\n");
    }

    /// <summary>Sends everything while it checks everything that arrives.</summary>
    /// <exception cref="InvalidDataException">A byte is wrong, or the connection ended early.</exception>
    public async Task RunAsync(int port, CancellationToken stop)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(new IPEndPoint(IPAddress.Loopback, port), stop);
        await Task.WhenAll(SendAllAsync(socket, stop), CheckAllAsync(socket, stop));
    }

    private void Send(string head, ReadOnlyMemory<byte> value, string tail) => Add(_sent, head, value, tail);

    private void Want(string head, ReadOnlyMemory<byte> value, string tail) => Add(_wanted, head, value, tail);

    private static void Add(List<ReadOnlyMemory<byte>> parts, string head, ReadOnlyMemory<byte> value, string tail)
    {
        parts.Add(Encoding.Latin1.GetBytes(head));
        parts.Add(value);
        parts.Add(Encoding.Latin1.GetBytes(tail));
    }

    private async Task SendAllAsync(Socket socket, CancellationToken stop)
    {
        foreach (var part in _sent)
        {
            for (var rest = part; rest.Length > 0;)
            {
                rest = rest[await socket.SendAsync(rest, SocketFlags.None, stop)..];
            }
        }
    }

    private async Task CheckAllAsync(Socket socket, CancellationToken stop)
    {
        var buffer = new byte[ChunkBytes];
        var done = 0L;
        foreach (var part in _wanted)
        {
            for (var rest = part; rest.Length > 0;)
            {
                var count = await socket.ReceiveAsync(buffer.AsMemory(0, Math.Min(buffer.Length, rest.Length)), SocketFlags.None, stop);
                if (count == 0)
                {
                    throw new InvalidDataException($"the connection ended after {done} bytes of {BytesWanted}");
                }

                Check(rest.Span[..count], buffer.AsSpan(0, count), done);
                done += count;
                rest = rest[count..];
            }
        }
    }

    private static void Check(ReadOnlySpan<byte> wanted, ReadOnlySpan<byte> received, long position)
    {
        var same = wanted.CommonPrefixLength(received);
        if (same < wanted.Length)
        {
            var text = Encoding.Latin1.GetString(received[same..Math.Min(received.Length, same + 80)]);
            throw new InvalidDataException($"byte {position + same} differs; received from there: {text}");
        }
    }
}
