using System.Collections.Concurrent;
using System.Collections.Immutable;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Runtime;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.PubSub;

/// <summary>
/// Who listens to what, over all cores. Lists of listeners are immutable and replaced as a whole, so publishing from any core's thread
/// reads them without a lock; only subscribing takes one.
/// </summary>
internal sealed class PubSubRegistry
{
    private readonly Lock _changes = new();
    private readonly ChannelMap _channels = new();
    private readonly ChannelMap _shardChannels = new();
    private ImmutableArray<(byte[] Pattern, ImmutableArray<Session> Listeners)> _patterns = [];

    /// <summary>Patterns that at least one client listens to.</summary>
    public int PatternCount => _patterns.Length;

    /// <summary>Channels that at least one client listens to.</summary>
    public int ChannelCount => _channels.Count;

    /// <summary>Shard channels that at least one client listens to.</summary>
    public int ShardChannelCount => _shardChannels.Count;

    /// <summary>Whether anybody listens to anything; the fast way out of keyspace notifications.</summary>
    public bool HasListeners => _channels.Count != 0 || _patterns.Length != 0;

    /// <summary>Adds a subscription; false if the session had it.</summary>
    public bool Add(Session session, SubscriptionKind kind, byte[] name)
    {
        Subscriptions own = session.Subscriptions ??= new Subscriptions();
        if (!own.Of(kind).Add(name))
            return false;
        lock (_changes)
        {
            if (kind == SubscriptionKind.Pattern)
                AddPattern(session, name);
            else
                MapOf(kind).Add(name, session);
        }
        return true;
    }

    /// <summary>Takes a subscription away; false if the session had none.</summary>
    public bool Remove(Session session, SubscriptionKind kind, byte[] name)
    {
        if (session.Subscriptions is not { } own || !own.Of(kind).Remove(name))
            return false;
        lock (_changes)
        {
            if (kind == SubscriptionKind.Pattern)
                RemovePattern(session, name);
            else
                MapOf(kind).Remove(name, session);
        }
        return true;
    }

    /// <summary>Ends all subscriptions of a session.</summary>
    public void RemoveAll(Session session)
    {
        if (session.Subscriptions is not { Total: > 0 } own)
            return;
        foreach (SubscriptionKind kind in Enum.GetValues<SubscriptionKind>())
        {
            foreach (byte[] name in own.Of(kind).ToArray())
                Remove(session, kind, name);
        }
    }

    /// <summary>Sends a message to everybody who listens to the channel, by name or by pattern.</summary>
    /// <param name="from">The core that publishes: its own sessions are written to at once; null: none.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="message">The message.</param>
    /// <returns>Number of clients that get it; one that listens twice counts twice.</returns>
    public long Publish(CoreLoop? from, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message)
    {
        long receivers = 0;
        ImmutableArray<Session> listeners = _channels.Get(channel);
        if (!listeners.IsDefaultOrEmpty)
            receivers += Deliver(from, listeners, PubSubMessage.Message(channel, message));
        foreach ((byte[] pattern, ImmutableArray<Session> byPattern) in _patterns)
        {
            if (GlobPattern.Matches(pattern, channel))
                receivers += Deliver(from, byPattern, PubSubMessage.PatternMessage(pattern, channel, message));
        }
        return receivers;
    }

    /// <summary>SPUBLISH: sends a message to the listeners of a shard channel.</summary>
    public long PublishToShard(CoreLoop from, ReadOnlySpan<byte> channel, ReadOnlySpan<byte> message)
    {
        ImmutableArray<Session> listeners = _shardChannels.Get(channel);
        return listeners.IsDefaultOrEmpty ? 0 : Deliver(from, listeners, PubSubMessage.ShardMessage(channel, message));
    }

    /// <summary>Names of the channels, or shard channels, that match; an empty pattern matches all.</summary>
    public List<byte[]> Names(SubscriptionKind kind, ReadOnlySpan<byte> pattern)
    {
        var names = new List<byte[]>();
        foreach (byte[] name in MapOf(kind).Names)
        {
            if (pattern.IsEmpty || GlobPattern.Matches(pattern, name))
                names.Add(name);
        }
        return names;
    }

    /// <summary>Number of listeners of a channel or shard channel, by name.</summary>
    public int CountListeners(SubscriptionKind kind, ReadOnlySpan<byte> name)
    {
        ImmutableArray<Session> listeners = MapOf(kind).Get(name);
        return listeners.IsDefault ? 0 : listeners.Length;
    }

    private ChannelMap MapOf(SubscriptionKind kind) => kind == SubscriptionKind.ShardChannel ? _shardChannels : _channels;

    private void AddPattern(Session session, byte[] name)
    {
        for (int i = 0; i < _patterns.Length; i++)
        {
            if (_patterns[i].Pattern.AsSpan().SequenceEqual(name))
            {
                _patterns = _patterns.SetItem(i, (_patterns[i].Pattern, _patterns[i].Listeners.Add(session)));
                return;
            }
        }
        _patterns = _patterns.Add((name, [session]));
    }

    private void RemovePattern(Session session, byte[] name)
    {
        for (int i = 0; i < _patterns.Length; i++)
        {
            if (!_patterns[i].Pattern.AsSpan().SequenceEqual(name))
                continue;
            ImmutableArray<Session> rest = _patterns[i].Listeners.Remove(session);
            _patterns = rest.IsEmpty ? _patterns.RemoveAt(i) : _patterns.SetItem(i, (_patterns[i].Pattern, rest));
            return;
        }
    }

    /// <summary>Writes to the sessions of this core, and posts to those of others, one post per core.</summary>
    private static long Deliver(CoreLoop? from, ImmutableArray<Session> listeners, PubSubMessage message)
    {
        HashSet<CoreLoop>? others = null;
        foreach (Session listener in listeners)
        {
            if (listener.Core == from)
                from.Sender.Push(listener, message.For(listener));
            else
                (others ??= []).Add(listener.Core);
        }
        foreach (CoreLoop core in others ?? [])
            core.Post(() => DeliverOn(core, listeners, message));
        return listeners.Length;
    }

    private static void DeliverOn(CoreLoop core, ImmutableArray<Session> listeners, PubSubMessage message)
    {
        foreach (Session listener in listeners)
        {
            if (listener.Core == core)
                core.Sender.Push(listener, message.For(listener));
        }
    }

    /// <summary>Listeners by channel; read by any thread, changed under the registry's lock.</summary>
    private sealed class ChannelMap
    {
        private readonly ConcurrentDictionary<byte[], ImmutableArray<Session>> _listeners = new(ByteKeyComparer.Instance);
        private int _count;

        public int Count => Volatile.Read(ref _count);

        public IEnumerable<byte[]> Names => _listeners.Keys;

        public ImmutableArray<Session> Get(ReadOnlySpan<byte> name) =>
            _listeners.GetAlternateLookup<ReadOnlySpan<byte>>().TryGetValue(name, out ImmutableArray<Session> found) ? found : default;

        public void Add(byte[] name, Session session)
        {
            _listeners[name] = _listeners.TryGetValue(name, out ImmutableArray<Session> had) ? had.Add(session) : [session];
            Volatile.Write(ref _count, _listeners.Count);
        }

        public void Remove(byte[] name, Session session)
        {
            ImmutableArray<Session> rest = _listeners[name].Remove(session);
            if (rest.IsEmpty)
                _listeners.TryRemove(name, out _);
            else
                _listeners[name] = rest;
            Volatile.Write(ref _count, _listeners.Count);
        }
    }
}
