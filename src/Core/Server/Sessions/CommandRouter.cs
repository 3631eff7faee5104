using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Server.Commands;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>Decides for every command where it runs: in a shard's batch, on the core at once, or under leases.</summary>
internal sealed unsafe class CommandRouter
{
    private readonly CoreLoop _core;
    private readonly Node _node;
    private readonly CommandGate _gate;
    private readonly ShardRoutes _routes;

    public CommandRouter(CoreLoop core, Node node)
    {
        _core = core;
        _node = node;
        _gate = new CommandGate(node);
        _routes = new ShardRoutes(node);
    }

    /// <summary>Routes one parsed command.</summary>
    /// <param name="session">Who sent it.</param>
    /// <param name="turn">The turn it belongs to.</param>
    /// <param name="first">Index of its name in the turn's arguments.</param>
    /// <param name="count">Number of arguments.</param>
    public RouteResult Route(Session session, Turn turn, int first, int count)
    {
        ArgSlice* args = turn.Arguments.Pointer + first;
        int start = turn.Local.Length;
        turn.Local.Resp3 = session.Resp3;
        CommandSpec? command = _gate.Admit(session, args, count, turn.Local);
        if (command is null)
        {
            if (turn.Local.Length > start)
                _core.Operations.Meter.Errors.Count(turn.Local.Written[start..]);
            FinishLocal(session, turn, start);
            return session.CloseAfterReply ? RouteResult.TakenStop : RouteResult.Taken;
        }
        if (_node.Pause.Holds(session, command))
        {
            if (session.RepliesInTurn == 0)
                _node.Pause.Hold(session);
            return RouteResult.NotYet;
        }
        if (session.Transaction is { } transaction && !SessionCommand.RunsInsideMulti(command))
        {
            transaction.Add(new PendingCall(command, args, count, session.Database));
            turn.Local.SimpleString("QUEUED"u8);
            FinishLocal(session, turn, start);
            return RouteResult.Taken;
        }
        return command is ShardCommand data
            ? RouteData(session, turn, data, first, count)
            : RouteSession(session, turn, (SessionCommand)command, args, count);
    }

    /// <summary>Answers bytes that violate the protocol; the connection is closed after it.</summary>
    public void ReplyViolation(Session session, Turn turn)
    {
        int start = turn.Local.Length;
        turn.Local.Error(turn.Parser.Violation);
        _core.Operations.Meter.Errors.Count(turn.Local.Written[start..]);
        FinishLocal(session, turn, start);
        session.CloseAfterReply = true;
        _node.Log.Verbose($"{turn.Parser.Violation}, from client {ClientInfoText.Of(session)}");
    }

    /// <summary>Runs the first of the calls that a shard gave back, and sends the replies that waited for it.</summary>
    public void RunRedo(Session session)
    {
        while (!session.IsClosed && session.Redo!.TryDequeue(out GivenBack next))
        {
            if (next.Call is { } call)
            {
                int[] shards = _routes.Find(session, call.Command, call.Args, call.ArgCount);
                _core.Operations.Start(session, call, shards, next.IsReplyWanted);
                return;
            }
            _core.Sender.Send(session, next.Reply);
        }
    }

    private RouteResult RouteData(Session session, Turn turn, ShardCommand command, int first, int count)
    {
        ArgSlice* args = turn.Arguments.Pointer + first;
        int shard = _routes.SingleShard(command, args, count);
        if (shard < 0)
            return RouteOperation(session, turn, command, args, count);
        if (_node.Keyspace.HasForeignWaits && session.CallsInBatches > 0 && session.LastShard != shard)
            return RouteResult.NotYet;
        session.LastShard = shard;
        NoteCommand(session, command, args, count);
        ShardBatch batch = turn.BatchFor(shard);
        batch.Records.Add(new CommandRecord
        {
            FirstArg = first,
            ArgCount = count,
            Command = (short)command.Index,
            Database = (short)session.Database,
            Flags = (session.Resp3 ? RecordFlags.Resp3 : 0) | (session.NoTouch ? RecordFlags.NoTouch : 0),
            Session = session.Connection,
        });
        bool wanted = session.ReplyMode == ReplyMode.On || TakeReplyMode(session);
        session.HasSkippedReplies |= !wanted;
        turn.Slots.Add(new ReplySlot(shard, batch.Records.Count - 1, wanted ? 0 : ReplySlot.Skipped));
        session.CallsInBatches++;
        session.RepliesInTurn++;
        return RouteResult.Taken;
    }

    private RouteResult RouteSession(Session session, Turn turn, SessionCommand command, ArgSlice* args, int count)
    {
        if (command.Mode == SessionCommandMode.Leased)
            return RouteOperation(session, turn, command, args, count);
        if (command.Mode == SessionCommandMode.Ordered && session.CallsInBatches > 0)
            return RouteResult.NotYet;
        NoteCommand(session, command, args, count);
        int start = turn.Local.Length;
        _core.Operations.RunLocal(session, command, args, count, turn.Local);
        FinishLocal(session, turn, start);
        return session.CloseAfterReply || session.State != SessionState.InTurn ? RouteResult.TakenStop : RouteResult.Taken;
    }

    /// <summary>A command that needs leases: at once where the only shard is at hand, otherwise by asking for them.</summary>
    private RouteResult RouteOperation(Session session, Turn turn, CommandSpec command, ArgSlice* args, int count)
    {
        bool blocking = (command.Flags & CommandFlags.Blocking) != 0;
        bool inline = _core.Operations.CanRunInline && !blocking;
        if (inline ? session.CallsInBatches > 0 : session.RepliesInTurn > 0)
            return RouteResult.NotYet;
        NoteCommand(session, command, args, count);
        if (inline)
        {
            int start = turn.Local.Length;
            _core.Operations.RunInline(session, command, args, count, turn.Local);
            FinishLocal(session, turn, start);
            return session.CloseAfterReply || session.State != SessionState.InTurn ? RouteResult.TakenStop : RouteResult.Taken;
        }
        var call = new PendingCall(command, args, count, session.Database);
        _core.Operations.Start(session, call, _routes.Find(session, command, args, count));
        return RouteResult.TakenStop;
    }

    private void NoteCommand(Session session, CommandSpec command, ArgSlice* args, int count)
    {
        if (!ReferenceEquals(session.LastCommand, command))
            session.LastCommand = command;
        if (_node.Monitors.IsActive && command is ShardCommand)
            _node.Monitors.Feed(session, command, new ReadOnlySpan<ArgSlice>(args, count), session.Database);
    }

    private static void FinishLocal(Session session, Turn turn, int start)
    {
        if (session.ReplyMode != ReplyMode.On && !TakeReplyMode(session))
        {
            turn.Local.Truncate(start);
            return;
        }
        int length = turn.Local.Length - start;
        if (length == 0)
            return;
        turn.Slots.Add(new ReplySlot(ReplySlot.Local, start, length));
        session.RepliesInTurn++;
    }

    /// <summary>Whether the command's reply is wanted; SKIP is used up by it.</summary>
    private static bool TakeReplyMode(Session session)
    {
        if (session.ReplyMode == ReplyMode.SkipNext)
        {
            // CLIENT REPLY SKIP itself: its reply is the one that is never sent, and the command behind it is the one skipped.
            session.ReplyMode = ReplyMode.Skipping;
            return false;
        }
        if (session.ReplyMode == ReplyMode.Skipping)
        {
            session.ReplyMode = ReplyMode.On;
            return false;
        }
        return session.ReplyMode == ReplyMode.On;
    }
}
