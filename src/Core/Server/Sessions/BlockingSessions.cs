using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>The sessions of a core that wait for keys: their deadlines, and how they come back.</summary>
internal sealed class BlockingSessions : IWaiterSink
{
    private readonly CoreLoop _core;
    private readonly Node _node;
    private readonly Dictionary<Waiter, (Session Session, bool NullArray)> _waiting = [];
    private readonly PriorityQueue<Waiter, long> _deadlines = new();

    public BlockingSessions(CoreLoop core, Node node)
    {
        _core = core;
        _node = node;
    }

    /// <summary>Number of sessions that wait.</summary>
    public int Count => _waiting.Count;

    /// <summary>Unix time in milliseconds of the next deadline.</summary>
    public long NextDeadline => _deadlines.TryPeek(out _, out long at) ? at : long.MaxValue;

    /// <summary>Lets a session wait; its shards are held by the caller.</summary>
    public void Block(Session session, CommandContext call, in BlockRequest request)
    {
        var shards = new SortedSet<int>();
        for (int i = 0; i < request.KeyCount; i++)
            shards.Add(_node.Keyspace.ShardOf(call.Arg(request.FirstKey + i)).Index);
        var waiter = new Waiter(call, request, this) { ForeignShards = ForeignShards(call, shards) };
        foreach (int shard in shards)
            _node.Keyspace.Shards[shard].Blocked.Add(waiter);
        session.State = SessionState.Blocked;
        session.Waiter = waiter;
        _waiting.Add(waiter, (session, request.NullArrayOnTimeout));
        if (request.TimeoutMilliseconds > 0)
            _deadlines.Enqueue(waiter, _core.Now + request.TimeoutMilliseconds);
        _core.WatchWaiting(session);
    }

    /// <inheritdoc/>
    public void Answer(Waiter waiter, ReadOnlySpan<byte> reply)
    {
        byte[] copy = reply.ToArray();
        _core.Post(() => Wake(waiter, copy));
    }

    /// <summary>Answers those whose time is up.</summary>
    public void ExpireDue(long now)
    {
        while (_deadlines.TryPeek(out Waiter? waiter, out long at) && at <= now)
        {
            _deadlines.Dequeue();
            if (_waiting.ContainsKey(waiter) && waiter.TryClaim())
                Wake(waiter, TimeoutReply(waiter));
        }
    }

    /// <summary>CLIENT UNBLOCK, whose core has claimed the waiter: answers as if the time were up, or with an error.</summary>
    public void AnswerClaimed(Session session, bool withError)
    {
        if (session.Waiter is { IsWaiting: false } waiter && _waiting.ContainsKey(waiter))
            Wake(waiter, withError ? "-UNBLOCKED client unblocked via CLIENT UNBLOCK\r\n"u8.ToArray() : TimeoutReply(waiter));
    }

    /// <summary>The session is gone: nobody shall answer it.</summary>
    public void Cancel(Session session)
    {
        if (session.Waiter is not { } waiter)
            return;
        session.Waiter = null;
        _waiting.Remove(waiter);
        waiter.TryClaim();
        LeaveShards(waiter);
    }

    private void Wake(Waiter waiter, byte[] reply)
    {
        if (!_waiting.Remove(waiter, out (Session Session, bool) waiting))
            return;
        LeaveShards(waiter);
        Session session = waiting.Session;
        session.Waiter = null;
        session.State = SessionState.InOperation;
        _core.Sender.SendReply(session, reply);
        _core.Resume(session);
        _core.Transport.Flush();
    }

    private byte[] TimeoutReply(Waiter waiter)
    {
        if (waiter.Resp3)
            return "_\r\n"u8.ToArray();
        return _waiting[waiter].NullArray ? "*-1\r\n"u8.ToArray() : "$-1\r\n"u8.ToArray();
    }

    private void LeaveShards(Waiter waiter)
    {
        foreach (int shard in waiter.Keys.Select(key => _node.Keyspace.ShardOf(key).Index).Distinct())
            _core.TellShard(shard, new ShardProtocol.DoWork(held => held.Blocked.Remove(waiter)));
    }

    /// <summary>Shards that the command writes to besides those of the keys it waits for.</summary>
    private int[] ForeignShards(CommandContext call, SortedSet<int> own)
    {
        if (_node.Keyspace.Shards.Length == 1)
            return [];
        var positions = new List<Core.Commands.KeyPosition>();
        Core.Commands.KeyExtractor.TryExtract(call.Command, call.Args, positions);
        var keys = new List<int>();
        foreach (Core.Commands.KeyPosition position in positions)
            keys.Add(_node.Keyspace.ShardOf(call.Arg(position.Index)).Index);
        return keys.Where(shard => !own.Contains(shard)).Distinct().ToArray();
    }
}
