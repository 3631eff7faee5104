using System.Text;
using MtcpRedis.NetStack.Transport.InMemory;
using MtcpRedis.TestKit;

namespace MtcpRedis.Server.Tests.Runtime;

/// <summary>A client of a <see cref="TestNode"/>.</summary>
internal sealed class TestClient
{
    private readonly RespReader _reader;

    public TestClient(InMemoryPeer peer)
    {
        Peer = peer;
        _reader = new RespReader(Receive);
    }

    public InMemoryPeer Peer { get; }

    /// <summary>Sends one command and reads its reply.</summary>
    public RespValue Call(params string[] command)
    {
        Send(command);
        return Read();
    }

    public void Send(params string[] command)
    {
        var text = new StringBuilder($"*{command.Length}\r\n");
        foreach (string argument in command)
            text.Append($"${argument.Length}\r\n{argument}\r\n");
        Peer.Write(Encoding.Latin1.GetBytes(text.ToString()));
    }

    public RespValue Read() => _reader.Read();

    private int Receive(Memory<byte> target)
    {
        int read = 0;
        TestNode.Eventually(() => (read = Peer.Read(target.Span)) > 0 || Peer.IsAtEnd || Peer.WasReset);
        return read;
    }
}
