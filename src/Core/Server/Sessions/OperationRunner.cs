using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Commands;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>
/// The coordinator of a core: runs calls that need several shards, or all of them, as ordinary code while it holds leases on the shards.
/// </summary>
internal sealed unsafe class OperationRunner
{
    private readonly CoreLoop _core;
    private readonly Node _node;
    private readonly SessionContext _context;
    private readonly SessionContext _nested;
    private readonly ReplyWriter _reply = new();
    private readonly CommandMeter _meter;
    private readonly int[] _allShards;

    public OperationRunner(CoreLoop core, Node node)
    {
        _core = core;
        _node = node;
        _context = new SessionContext(core, node);
        _nested = new SessionContext(core, node);
        _meter = new CommandMeter(node.Commands, node.SlowLog);
        _allShards = Enumerable.Range(0, node.Keyspace.Shards.Length).ToArray();
        Data = new CommandContext(node.Keyspace, _reply);
    }

    /// <summary>The dataset as commands under leases see it.</summary>
    public CommandContext Data { get; }

    /// <summary>What the calls that ran here cost.</summary>
    public CommandMeter Meter => _meter;

    /// <summary>
    /// Whether holding the only shard takes no message: it lives on this very thread, and its actor is not running now.
    /// </summary>
    public bool CanRunInline => _allShards.Length == 1 && _core.LocalShard.Holder is null;

    /// <summary>Runs a call on the only shard at once.</summary>
    public void RunInline(Session session, CommandSpec command, ArgSlice* args, int count, ReplyWriter reply)
    {
        BeginShards(_allShards, session, command);
        Run(session, command, args, count, session.Database, reply);
        ServeBlocked(_allShards);
    }

    /// <summary>Asks for the shards and runs the call when they are held; the session waits meanwhile.</summary>
    public void Start(Session session, PendingCall call, int[] shards, bool? isReplyWanted = null)
    {
        session.State = SessionState.InOperation;
        Acquire(new Operation(session, call) { IsReplyWanted = isReplyWanted }, shards);
    }

    /// <summary>A shard was handed over.</summary>
    public void OnGranted(Lease lease)
    {
        lease.CountGrant();
        if (lease.NextShard >= 0)
            _core.TellShard(lease.NextShard, new ShardProtocol.AcquireLease(lease));
        else
            lease.Granted(lease);
    }

    /// <summary>Runs a call of a transaction, within the operation that runs EXEC.</summary>
    public void RunNested(Session session, PendingCall call, ReplyWriter reply) =>
        RunUnguarded(session, call.Command, call.Args, call.ArgCount, session.Database, reply, nested: true);

    /// <summary>Runs a session command that needs no shard.</summary>
    public void RunLocal(Session session, SessionCommand command, ArgSlice* args, int count, ReplyWriter reply) =>
        Run(session, command, args, count, session.Database, reply);

    /// <summary>Runs a session command and notes what it cost.</summary>
    private void RunMetered(SessionContext context)
    {
        ReplyWriter reply = context.Reply;
        int start = reply.Length;
        SessionCommand command = context.Command;
        _meter.Start(command);
        command.Handler(context);
        bool failed = CountIfError(reply, start);
        _meter.Stop(new MeteredCall(command, context.ArgPointer, context.ArgCount, context.Session, context.Session.Connection), failed);
        _meter.Flush();
    }

    private void Acquire(Operation operation, int[] shards)
    {
        var lease = new Lease(shards, _core.Self, granted => OnAllGranted(operation, granted));
        _core.TellShard(lease.NextShard, new ShardProtocol.AcquireLease(lease));
    }

    private void OnAllGranted(Operation operation, Lease lease)
    {
        try
        {
            if (WidenForWaiters(operation, lease))
                return;
            Complete(operation, lease);
        }
        finally
        {
            foreach (int shard in lease.Shards)
                _core.TellShard(shard, new ShardProtocol.ReleaseLease(lease));
        }
    }

    /// <summary>
    /// If clients wait here whose commands write to shards that are not held, starts again with those shards too, so that they can be
    /// served in the same step as the write.
    /// </summary>
    private bool WidenForWaiters(Operation operation, Lease lease)
    {
        SortedSet<int>? wider = null;
        foreach (int shard in lease.Shards)
        {
            BlockedClients blocked = _node.Keyspace.Shards[shard].Blocked;
            if (!blocked.NeedsForeignShards)
                continue;
            wider ??= new SortedSet<int>(lease.Shards.ToArray());
            blocked.AddForeignShards(wider);
        }
        if (wider is null || wider.Count == lease.Shards.Length)
            return false;
        Acquire(operation, wider.ToArray());
        return true;
    }

    private void Complete(Operation operation, Lease lease)
    {
        Session session = operation.Session;
        using PendingCall call = operation.Call;
        if (session.IsClosed)
            return;
        _reply.Reset();
        BeginShards(lease.Shards, session, call.Command);
        Run(session, call.Command, call.Args, call.ArgCount, call.Database, _reply);
        if (session.State == SessionState.InOperation)
        {
            if (operation.IsReplyWanted is { } wanted)
                _core.Sender.SendGivenBack(session, wanted ? _reply.Written : []);
            else
                _core.Sender.SendReply(session, _reply.Written);
            _core.Resume(session);
        }
        ServeBlocked(lease.Shards);
        _core.Transport.Flush();
    }

    /// <summary>Runs a call; if its handler fails, that client gets an error and everybody else goes on.</summary>
    private void Run(Session session, CommandSpec command, ArgSlice* args, int count, int database, ReplyWriter reply)
    {
        int start = reply.Length;
        try
        {
            RunUnguarded(session, command, args, count, database, reply, nested: false);
        }
        catch (Exception failure)
        {
            _node.Log.Warning($"'{command.FullName}' failed: {failure}");
            reply.Truncate(start);
            reply.Error(RespErrors.Internal);
        }
    }

    private void RunUnguarded(
        Session session, CommandSpec command, ArgSlice* args, int count, int database, ReplyWriter reply, bool nested)
    {
        if (command is SessionCommand about)
        {
            SessionContext context = nested ? _nested : _context;
            context.Begin(session, about, args, count, reply);
            if (nested)
                about.Handler(context);
            else
                RunMetered(context);
            // After it ran, as Redis does: SELECT shows the database it selected, EXEC stands behind what it ran.
            Show(session, command, args, count);
        }
        else
        {
            if (nested)
                Show(session, command, args, count);
            RunData(session, (ShardCommand)command, args, count, database, reply, nested);
        }
        _core.Statistics.Commands++;
    }

    private void Show(Session session, CommandSpec command, ArgSlice* args, int count)
    {
        if (_node.Monitors.IsActive)
            _node.Monitors.Feed(session, command, new ReadOnlySpan<ArgSlice>(args, count), session.Database);
    }

    private void RunData(
        Session session, ShardCommand command, ArgSlice* args, int count, int database, ReplyWriter reply, bool nested)
    {
        Data.Reply = reply;
        int start = reply.Length;
        Data.BeginLeased(command, args, count, database, session.Resp3, denyBlocking: nested);
        // EXEC has made room for all that it runs; nothing goes between its commands.
        if (!nested && (command.Flags & CommandFlags.DenyOom) != 0 && !HasRoom(command, args, count))
        {
            reply.Error(RespErrors.OutOfMemory);
            CountIfError(reply, start);
            _meter.Reject(command);
            return;
        }
        _meter.Start(command);
        command.Handler(Data);
        bool failed = CountIfError(reply, start);
        _meter.Stop(new MeteredCall(command, args, count, session, session.Connection), failed);
        _meter.Flush();
        if (Data.TakeBlockRequest() is { } request)
            _core.Blocking.Block(session, Data, request);
    }

    private bool CountIfError(ReplyWriter reply, int start)
    {
        bool failed = reply.Length > start && reply.Pointer[start] == (byte)'-';
        if (failed)
            _meter.Errors.Count(reply.Written[start..]);
        return failed;
    }

    private bool HasRoom(ShardCommand command, ArgSlice* args, int count)
    {
        if (_node.Keyspace.Settings.Value.MaxMemory == 0)
            return true;
        int position = command.CertainKey;
        return position == 0 || position >= count
            ? !Eviction.IsHopeless(_node.Keyspace)
            : Eviction.HasRoom(_node.Keyspace.ShardOf(args[position].Span));
    }

    private void BeginShards(ReadOnlySpan<int> shards, Session session, CommandSpec command)
    {
        foreach (int shard in shards)
            _node.Keyspace.Shards[shard].Begin(_core.Now);
        if (_node.Keyspace.FrozenUntil != 0 && !ClientPause.MayWrite(session, command))
        {
            foreach (int shard in shards)
                _node.Keyspace.Shards[shard].BeginReading();
        }
    }

    private void ServeBlocked(ReadOnlySpan<int> shards) => BlockedClients.Serve(_node.Keyspace.Shards, shards);
}
