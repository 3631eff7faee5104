using MtcpRedis.NetStack.Transport;
using MtcpRedis.NetStack.Transport.UserSpace;

namespace MtcpRedis.Fuzz.Frames;

/// <summary>An owner of connections that sends back what it receives, as far as there is room.</summary>
internal sealed unsafe class EchoService : ITransportEvents
{
    private const int Most = 16 * 1024;
    private readonly byte[] _buffer = new byte[Most];

    public UserSpaceTransport Transport { get; set; } = null!;

    /// <summary>Connections that are open.</summary>
    public HashSet<int> Open { get; } = [];

    public long EchoedBytes { get; private set; }

    public void OnAccepted(int connection) => Open.Add(connection);

    public void OnReadable(int connection)
    {
        fixed (byte* buffer = _buffer)
        {
            while (Open.Contains(connection))
            {
                var count = Transport.Receive(connection, buffer, Most, out var data, out _);
                if (count == 0)
                {
                    return;
                }

                if (count <= 0 || Transport.Send(connection, data, count) < 0)
                {
                    Open.Remove(connection);
                    Transport.Close(connection);
                    return;
                }

                EchoedBytes += count;
            }
        }
    }

    public void OnWritable(int connection)
    {
    }

    public void OnClosed(int connection) => Open.Remove(connection);
}
