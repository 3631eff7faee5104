using System.Collections.Concurrent;

namespace MtcpRedis.Server.Sessions;

/// <summary>All connections of the node, whatever core they belong to.</summary>
internal sealed class ClientRegistry
{
    private readonly ConcurrentDictionary<long, Session> _sessions = new();
    private long _lastId;
    private int _count;

    /// <summary>Number of connections.</summary>
    public int Count => Volatile.Read(ref _count);

    /// <summary>The next CLIENT ID.</summary>
    public long NextId() => Interlocked.Increment(ref _lastId);

    public void Add(Session session)
    {
        if (_sessions.TryAdd(session.Id, session))
            Interlocked.Increment(ref _count);
    }

    public void Remove(Session session)
    {
        if (_sessions.TryRemove(session.Id, out _))
            Interlocked.Decrement(ref _count);
    }

    /// <summary>The connection with that CLIENT ID, or null.</summary>
    public Session? Find(long id) => _sessions.GetValueOrDefault(id);

    /// <summary>All connections, oldest first.</summary>
    public Session[] Snapshot() => _sessions.Values.OrderBy(session => session.Id).ToArray();
}
