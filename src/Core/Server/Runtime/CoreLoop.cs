using Akka.Actor;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.NetStack.Tcp.Memory;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Runtime;

/// <summary>
/// The work of one core between two looks at its mailbox: poll the transport, parse what arrived, send batches to the shards, and when
/// they are back write the replies. A plain class; the core's actor only hands it messages.
/// </summary>
/// <remarks>
/// A session takes part in one turn at a time and is not received from meanwhile. So the bytes that arguments point to stay where they
/// are, replies keep their order without any bookkeeping across turns, and nothing queues up without a limit.
/// </remarks>
internal sealed class CoreLoop : ITransportEvents
{
    private const int MaxSessionsPerTurn = 1024;
    private const int LongestTick = 1000;
    private const int LeastLooksPerTick = 64;

    private readonly Node _node;
    private readonly ITransport _transport;
    private readonly CoreThread _thread;
    private readonly Stack<Turn> _freeTurns = new();
    private readonly Queue<Session> _ready = new();
    private readonly SessionReader _reader;
    private readonly ReplySender _sender;
    private readonly ShardService[] _shards;
    private Session?[] _byConnection = new Session?[64];
    private IActorRef[] _shardActors = [];
    private IActorRef _self = ActorRefs.Nobody;
    private Turn? _current;
    private long _nextTick;
    private int _nextLook;
    private int _localOutstanding;
    private bool _pollRequested;

    public CoreLoop(int index, Node node, ITransport transport, CoreThread thread, ShardService[] shards)
    {
        Index = index;
        _node = node;
        _transport = transport;
        _thread = thread;
        _shards = shards;
        _sender = new ReplySender(this, transport, node);
        Operations = new OperationRunner(this, node);
        Blocking = new BlockingSessions(this, node);
        _reader = new SessionReader(this, node, transport);
    }

    /// <summary>Number of the core, from 0.</summary>
    public int Index { get; }

    public Node Node => _node;

    public ITransport Transport => _transport;

    /// <summary>Commands that need more than one shard, or all of them.</summary>
    public OperationRunner Operations { get; }

    /// <summary>Sessions that wait for keys.</summary>
    public BlockingSessions Blocking { get; }

    /// <summary>Sends replies and messages.</summary>
    public ReplySender Sender => _sender;

    /// <summary>What this core counted.</summary>
    public CoreStatistics Statistics { get; } = new();

    /// <summary>Unix time in milliseconds; read once per turn.</summary>
    public long Now { get; private set; }

    /// <summary>Names the actors; called before the first message.</summary>
    public void Attach(IActorRef self, IActorRef[] shardActors)
    {
        _self = self;
        _shardActors = shardActors;
    }

    public IActorRef Self => _self;

    /// <summary>The shard that runs on this core's own thread.</summary>
    public ShardService LocalShard => _shards[Index];

    public ShardService Shard(int index) => _shards[index];

    /// <summary>Sends a message to a shard.</summary>
    public void TellShard(int shard, object message) => _shardActors[shard].Tell(message, ActorRefs.NoSender);

    /// <summary>Runs something on this core's thread, between turns; callable from any thread.</summary>
    public void Post(Action work) => _self.Tell(new CoreProtocol.Invoke(work), ActorRefs.NoSender);

    /// <summary>The cell of the core's actor, whose mailbox is looked at before waiting.</summary>
    public ActorCell? Cell { get; set; }

    private bool HasMail => Cell is { NumberOfMessages: > 0 };

    /// <summary>One turn.</summary>
    public void RunTurn()
    {
        _pollRequested = false;
        Poll();
        if (Now >= _nextTick)
            Tick();
        Blocking.ExpireDue(Now);
        if (_ready.Count == 0)
        {
            Statistics.IdleTurns++;
            return;
        }
        Statistics.BusyTurns++;
        Turn turn = _current = RentTurn();
        for (int taken = 0; taken < MaxSessionsPerTurn && !turn.IsFull && _ready.TryDequeue(out Session? session); taken++)
        {
            session.IsQueued = false;
            if (session.State == SessionState.Idle)
                _reader.Read(session, turn);
        }
        _current = null;
        Dispatch(turn);
    }

    /// <summary>After a failure: the sessions of the turn that failed are answered with an error and closed, all others go on.</summary>
    public void Recover()
    {
        _pollRequested = false;
        if (_current is not { } turn)
            return;
        _current = null;
        foreach ((Session session, _) in turn.Sessions)
        {
            if (session.State != SessionState.InTurn)
                continue;
            _sender.Send(session, "-ERR internal error; the connection is closed, see the server's log\r\n"u8);
            session.State = SessionState.Idle;
            Close(session);
        }
        turn.Reset();
        _freeTurns.Push(turn);
    }

    /// <summary>A batch came back.</summary>
    public void OnBatch(ShardBatch batch)
    {
        var turn = (Turn)batch.Owner!;
        if (batch.Shard == Index)
            _localOutstanding--;
        if (--turn.Outstanding == 0)
            Complete(turn);
    }

    /// <summary>Whether the loop wants a <see cref="CoreProtocol.Poll"/> now; asked after every message.</summary>
    /// <remarks>While the core's own shard has a batch it is that batch that goes on: polling before it would only cost a system call.</remarks>
    public bool TakePollRequest()
    {
        if (_pollRequested || _localOutstanding > 0)
            return false;
        return _pollRequested = true;
    }

    /// <summary>Puts a session in the line of those to look at in the next turn.</summary>
    public void Enqueue(Session session)
    {
        if (session.IsQueued || session.IsClosed)
            return;
        session.IsQueued = true;
        _ready.Enqueue(session);
    }

    /// <summary>A session is done with what it did: look at what else it sent.</summary>
    public void Resume(Session session)
    {
        if (session.IsClosed)
            return;
        ReturnInput(session);
        session.State = SessionState.Idle;
        bool hasGivenBack = session.Redo is { Count: > 0 };
        if (session.CloseAfterReply && !hasGivenBack)
        {
            if (session.Output.Length == 0)
                Close(session);
            return;
        }
        if (session.IsHeldBack)
            return;
        if (session.Readable || session.EndOfStream || hasGivenBack || (session.Input.Length > 0 && !session.NeedsMore))
            Enqueue(session);
        else
            session.Input.ReleaseIfEmpty();
    }

    /// <summary>
    /// A session began to wait for something else than its client: what arrived before, the end of the connection above all, is looked
    /// at as if it came now. The transport tells of it only once.
    /// </summary>
    public void WatchWaiting(Session session)
    {
        if (!session.Readable && !session.EndOfStream && !session.HasLentInput)
            return;
        Post(() =>
        {
            if (session.State is not (SessionState.Blocked or SessionState.Paused))
                return;
            ReturnInput(session);
            _reader.ReadAhead(session);
        });
    }

    /// <summary>Closes a connection in an orderly way.</summary>
    public void Close(Session session)
    {
        if (session.IsClosed)
            return;
        _transport.Close(session.Connection);
        Forget(session);
    }

    /// <summary>Closes a connection at once, with a reset.</summary>
    public void Abort(Session session)
    {
        if (session.IsClosed)
            return;
        _transport.Abort(session.Connection);
        Forget(session);
    }

    /// <summary>Closes every connection.</summary>
    public void CloseAll()
    {
        foreach (Session? session in _byConnection)
        {
            if (session is not null)
                Close(session);
        }
    }

    /// <inheritdoc/>
    public void OnAccepted(int connection)
    {
        if (connection >= _byConnection.Length)
            Array.Resize(ref _byConnection, Math.Max(connection + 1, _byConnection.Length * 2));
        Session? session = Admission.TryAdmit(this, connection);
        _byConnection[connection] = session;
    }

    /// <inheritdoc/>
    public void OnReadable(int connection)
    {
        if (_byConnection[connection] is not { } session)
            return;
        session.Readable = true;
        if (session.State == SessionState.Idle)
            Resume(session);
        else if (session.State is SessionState.Blocked or SessionState.Paused)
            _reader.ReadAhead(session);
    }

    /// <inheritdoc/>
    public void OnForeseen(int connection)
    {
        if ((uint)connection < (uint)_byConnection.Length && _byConnection[connection] is { } session)
            ObjectPrefetch.Start(session, Session.HotBytes);
    }

    /// <inheritdoc/>
    public void OnWritable(int connection)
    {
        if (_byConnection[connection] is { } session)
            _sender.Continue(session);
    }

    /// <inheritdoc/>
    public void OnClosed(int connection)
    {
        if (_byConnection[connection] is { } session)
            Forget(session);
    }

    /// <summary>Nothing looks at the session's arguments any more: what the transport has lent for them goes back.</summary>
    private void ReturnInput(Session session)
    {
        if (!session.HasLentInput)
            return;
        session.HasLentInput = false;
        _transport.Release(session.Connection);
    }

    private void Poll()
    {
        Now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        int timeout = 0;
        if (_ready.Count == 0 && !_thread.HasWork && !HasMail)
            timeout = (int)Math.Clamp(Math.Min(_nextTick, Blocking.NextDeadline) - Now, 0, LongestTick);
        if (timeout > 0 && !TryPark())
            timeout = 0;
        _transport.Poll(timeout, this);
        if (timeout > 0)
        {
            _thread.Unpark();
            Now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        }
    }

    /// <summary>Looks for messages after the announcement that it is going to wait: whoever sends one later wakes it.</summary>
    private bool TryPark()
    {
        if (!_thread.TryPark())
            return false;
        if (!HasMail)
            return true;
        _thread.Unpark();
        return false;
    }

    private void Dispatch(Turn turn)
    {
        foreach (ShardBatch? batch in turn.Batches)
        {
            if (batch is null || batch.Records.Count == 0)
                continue;
            turn.Outstanding++;
        }
        if (turn.Outstanding == 0)
        {
            Complete(turn);
            return;
        }
        foreach (ShardBatch? batch in turn.Batches)
        {
            if (batch is null || batch.Records.Count == 0)
                continue;
            unsafe
            {
                batch.Arguments = turn.Arguments.Pointer;
            }
            batch.Now = turn.Now;
            if (batch.Shard == Index)
                _localOutstanding++;
            TellShard(batch.Shard, batch);
        }
    }

    private void Complete(Turn turn)
    {
        _current = turn;
        for (int i = 0; i < turn.Sessions.Count; i++)
        {
            (Session session, int first) = turn.Sessions[i];
            int end = i + 1 < turn.Sessions.Count ? turn.Sessions[i + 1].FirstSlot : turn.Slots.Count;
            if (session.IsClosed)
            {
                session.Dispose();
                continue;
            }
            _sender.SendReplies(session, turn, first, end);
            if (session.State == SessionState.InTurn)
                Resume(session);
        }
        _transport.Flush();
        _current = null;
        turn.Reset();
        _freeTurns.Push(turn);
    }

    private Turn RentTurn()
    {
        if (!_freeTurns.TryPop(out Turn? turn))
            turn = new Turn(this, _self, _shards.Length);
        turn.Now = Now;
        return turn;
    }

    private void Tick()
    {
        int interval = LongestTick / Math.Clamp(_node.Keyspace.Settings.Value.Hz, 1, LongestTick);
        _nextTick = Now + interval;
        TellShard(Index, new ShardProtocol.BackgroundTick(Now));
        if (Index == 0)
            SampleRates();
        EnforceLimits(interval);
        if (_node.ClientEviction.Limit is > 0 and long limit)
            _node.ClientEviction.Enforce(this, _byConnection, limit);
        _node.Pause.ResumeIfOver(this, Now);
    }

    /// <summary>Looks at a part of the sessions, so that each has its turn about once a second and many of them make no gap.</summary>
    private void EnforceLimits(int interval)
    {
        SessionSettings settings = _node.SessionSettings.Value;
        int length = _byConnection.Length;
        int share = (int)Math.Min(length, Math.Max(LeastLooksPerTick, ((long)length * interval + LongestTick - 1) / LongestTick));
        for (int i = 0; i < share; i++)
        {
            if (_nextLook >= length)
                _nextLook = 0;
            if (_byConnection[_nextLook++] is { } session)
                SessionLimits.Enforce(session, settings, Now);
        }
    }

    private void SampleRates()
    {
        long commands = 0, input = 0, output = 0;
        foreach (ShardService service in _shards)
            commands += service.Shard.Statistics.Commands;
        foreach (CoreLoop core in _node.Cores)
        {
            TransportStatistics transport = core.Transport.Statistics;
            commands += core.Statistics.Commands;
            input += transport.ReceivedBytes;
            output += transport.SentBytes;
        }
        _node.Rates.Sample(Now, commands, input, output);
        Diagnostics.MemoryFigures.NotePeak(_node);
    }

    /// <summary>Drops everything that a closed session held; what is still under way for it finds it closed.</summary>
    private void Forget(Session session)
    {
        _byConnection[session.Connection] = null;
        SessionState was = session.State;
        session.State = SessionState.Closed;
        if (was == SessionState.Blocked)
            Blocking.Cancel(session);
        SessionCleanup.Run(session, _node);
        // Arguments of calls under way point into the input; it is freed when the turn is complete.
        if (was != SessionState.InTurn)
            session.Dispose();
    }
}
