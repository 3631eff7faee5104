using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>One of the two servers with the connections a stream uses on it.</summary>
public sealed class Side(string name, ServerProcess server) : IDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    private readonly Dictionary<int, RespClient> _clients = [];
    private IReadOnlyList<int> _protocols = [2];
    private RespClient? _admin;

    public string Name { get; } = name;

    public ServerProcess Server { get; } = server;

    /// <summary>A connection apart from the stream's, in RESP2, for looking at the state.</summary>
    public RespClient Admin => _admin ??= Open(2);

    /// <summary>The stream's connection of that number, opened when first used.</summary>
    public RespClient Client(int number)
    {
        if (!_clients.TryGetValue(number, out var client))
        {
            client = Open(_protocols[number % _protocols.Count]);
            _clients[number] = client;
        }

        return client;
    }

    /// <summary>Forgets a connection that the server or the stream closed; the next use opens a new one.</summary>
    public void Drop(int number)
    {
        if (_clients.Remove(number, out var client))
        {
            client.Dispose();
        }
    }

    /// <summary>Closes all connections and sets which protocol versions the next ones speak.</summary>
    public void Reconnect(IReadOnlyList<int> protocols)
    {
        _protocols = protocols;
        Close();
    }

    public void Dispose() => Close();

    private void Close()
    {
        foreach (var client in _clients.Values)
        {
            client.Dispose();
        }

        _clients.Clear();
        _admin?.Dispose();
        _admin = null;
    }

    private RespClient Open(int protocol)
    {
        var client = Server.Connect();
        client.Timeout = s_patience;
        if (protocol == 3)
        {
            client.Must("HELLO", "3");
        }

        return client;
    }
}
