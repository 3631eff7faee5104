using System.Globalization;
using System.Net.Sockets;
using System.Text;
using MtcpRedis.TestKit;

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
        Write(key, offset, length);
        Read(key, offset, length);
    }

    /// <summary>SET of a slice of the noise.</summary>
    public void Write(string key, int offset, int length)
    {
        Add(_sent, $"*3\r\n$3\r\nSET\r\n${key.Length}\r\n{key}\r\n${Text(length)}\r\n", noise.AsMemory(offset, length), "\r\n");
        Add(_wanted, "+OK\r\n", default, "");
    }

    /// <summary>GET of what was written before.</summary>
    public void Read(string key, int offset, int length)
    {
        Add(_sent, $"*2\r\n$3\r\nGET\r\n${key.Length}\r\n{key}\r\n", default, "");
        Add(_wanted, $"${Text(length)}\r\n", noise.AsMemory(offset, length), "\r\n");
    }

    /// <summary>Sends everything while it checks everything that arrives.</summary>
    /// <exception cref="InvalidDataException">A byte is wrong, or the connection ended early.</exception>
    public async Task RunAsync(ServerProcess server, CancellationToken stop)
    {
        using var socket = server.OpenSocket();
        await socket.ConnectAsync(server.EndPoint, stop);
        await RunAsync(socket, stop);
    }

    /// <summary>The same on a connection that is there already and stays open; may be repeated.</summary>
    /// <exception cref="InvalidDataException">A byte is wrong, or the connection ended early.</exception>
    public Task RunAsync(Socket socket, CancellationToken stop) => Task.WhenAll(SendAllAsync(socket, stop), CheckAllAsync(socket, stop));

    private static string Text(int length) => length.ToString(CultureInfo.InvariantCulture);

    private static void Add(List<ReadOnlyMemory<byte>> parts, string head, ReadOnlyMemory<byte> value, string tail)
    {
        foreach (var part in (ReadOnlySpan<ReadOnlyMemory<byte>>)[Encoding.Latin1.GetBytes(head), value, Encoding.Latin1.GetBytes(tail)])
        {
            if (part.Length > 0)
            {
                parts.Add(part);
            }
        }
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
