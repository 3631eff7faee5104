using MtcpRedis.NetStack.Transport;

namespace MtcpRedis.NetStack.Tests.Transport;

/// <summary>Notes what a transport raises, and lets a test react on the spot.</summary>
internal sealed class RecordingEvents : ITransportEvents
{
    public List<string> Log { get; } = [];

    public List<int> Accepted { get; } = [];

    public HashSet<int> Readable { get; } = [];

    public HashSet<int> Writable { get; } = [];

    public HashSet<int> Closed { get; } = [];

    public Action<int>? Accepting { get; set; }

    public Action<int>? Reading { get; set; }

    public Action<int>? Closing { get; set; }

    public void OnAccepted(int connection)
    {
        Log.Add($"accepted {connection}");
        Accepted.Add(connection);
        Accepting?.Invoke(connection);
    }

    public void OnReadable(int connection)
    {
        Log.Add($"readable {connection}");
        Readable.Add(connection);
        Reading?.Invoke(connection);
    }

    public void OnWritable(int connection)
    {
        Log.Add($"writable {connection}");
        Writable.Add(connection);
    }

    public void OnClosed(int connection)
    {
        Log.Add($"closed {connection}");
        Closed.Add(connection);
        Closing?.Invoke(connection);
    }
}
