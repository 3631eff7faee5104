using MtcpRedis.Core.Resp;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>Receives from sessions and parses what arrived, command by command, into the turn.</summary>
/// <remarks>
/// Bytes are received into the turn's region and parsed there. Only what is left over, the beginning of a request or requests that have
/// to wait for one before them, is copied into the session's own buffer.
/// </remarks>
internal sealed unsafe class SessionReader
{
    private const int MaxReceive = 64 * 1024;

    private readonly CoreLoop _core;
    private readonly Node _node;
    private readonly ITransport _transport;
    private readonly CommandRouter _router;
    private RequestProgress _spareProgress = new();

    public SessionReader(CoreLoop core, Node node, ITransport transport)
    {
        _core = core;
        _node = node;
        _transport = transport;
        _router = new CommandRouter(core, node);
    }

    /// <summary>Lets an idle session take part in the turn.</summary>
    public void Read(Session session, Turn turn)
    {
        Join(session, turn);
        // Whoever waits for something else than the turn leaves it: it may be there before the turn is complete.
        if (session.State is SessionState.InOperation or SessionState.Paused)
            turn.Sessions.RemoveAt(turn.Sessions.Count - 1);
    }

    private void Join(Session session, Turn turn)
    {
        session.State = SessionState.InTurn;
        session.CallsInBatches = 0;
        session.RepliesInTurn = 0;
        session.HasSkippedReplies = false;
        turn.Sessions.Add((session, turn.Slots.Count));
        if (session.Redo is { Count: > 0 })
        {
            _router.RunRedo(session);
            return;
        }
        SessionSettings settings = _node.SessionSettings.Value;
        ref InputBuffer input = ref session.Input;
        if (input.Length > 0 && !session.NeedsMore)
        {
            int taken = Parse(session, turn, input.Pointer, input.Length, settings);
            input.Consume(taken);
        }
        else if (input.Length > 0)
        {
            if (ReceiveBehind(session, settings))
                input.Consume(Parse(session, turn, input.Pointer, input.Length, settings));
        }
        else
        {
            ReceiveAndParse(session, turn, settings);
        }
        if (session.EndOfStream && session.State == SessionState.InTurn && (session.NeedsMore || input.Length == 0))
            session.CloseAfterReply = true;
    }

    /// <summary>Receives from a session that waits, so that its end is noticed; nothing is parsed.</summary>
    public void ReadAhead(Session session)
    {
        SessionSettings settings = _node.SessionSettings.Value;
        while (session.Readable && session.Input.Length < MaxReceive)
        {
            if (!ReceiveBehind(session, settings))
                break;
            session.NeedsMore = false;
        }
        if (session.EndOfStream)
            _core.Close(session);
    }

    private void ReceiveAndParse(Session session, Turn turn, SessionSettings settings)
    {
        session.NeedsMore = true;
        int room = Math.Min(turn.Room, MaxReceive);
        int received = _transport.Receive(session.Connection, turn.Tail, room, out byte* data, out bool more);
        session.Readable = more;
        if (!Accept(session, received))
            return;
        if (data == turn.Tail)
            turn.Commit(received);
        else
            session.HasLentInput = true;
        int taken = Parse(session, turn, data, received, settings);
        if (taken < received && !session.IsClosed)
            session.Input.Append(data + taken, received - taken);
    }

    /// <summary>Receives behind what the session has already; false when there is nothing new.</summary>
    private bool ReceiveBehind(Session session, SessionSettings settings)
    {
        ref InputBuffer input = ref session.Input;
        if (input.Length > settings.QueryBufferLimit)
        {
            _core.Statistics.QueryLimitCloses++;
            _node.Log.Warning($"Closing client that reached max query buffer length: {ClientInfoText.Of(session)}");
            _core.Close(session);
            return false;
        }
        input.Reserve(16 * 1024, session.Progress?.BytesNeeded ?? 0);
        int received = _transport.Receive(session.Connection, input.Tail, input.Room, out byte* data, out bool more);
        session.Readable = more;
        if (!Accept(session, received))
            return false;
        if (data == input.Tail)
            input.Commit(received);
        else
            TakeLent(session, data, received);
        return true;
    }

    private void TakeLent(Session session, byte* data, int length)
    {
        session.Input.Append(data, length);
        _transport.Release(session.Connection);
    }

    /// <summary>Takes note of what a receive returned; false when it brought no bytes.</summary>
    private bool Accept(Session session, int received)
    {
        if (received > 0)
        {
            session.LastInteraction = _core.Now;
            return true;
        }
        if (received == ReceiveResult.EndOfStream)
            session.EndOfStream = true;
        else if (received == ReceiveResult.Failed)
            _core.Abort(session);
        return false;
    }

    /// <summary>Parses and routes as many commands as may run now; returns the bytes taken.</summary>
    private int Parse(Session session, Turn turn, byte* data, int length, SessionSettings settings)
    {
        int position = 0;
        session.NeedsMore = true;
        while (position < length)
        {
            RequestProgress progress = session.Progress ?? _spareProgress;
            int firstArg = turn.Arguments.Count;
            var limits = new RequestLimits(settings.MaxBulkLength, session.Authenticated);
            ParseStatus status = turn.Parser.Parse(data + position, length - position, limits, progress, out int consumed);
            if (status == ParseStatus.NeedMore)
            {
                KeepProgress(session, progress);
                break;
            }
            if (status == ParseStatus.Violation)
            {
                _router.ReplyViolation(session, turn);
                return length;
            }
            if (status == ParseStatus.Complete)
            {
                RouteResult result = _router.Route(session, turn, firstArg, turn.Arguments.Count - firstArg);
                if (result == RouteResult.NotYet)
                {
                    turn.Arguments.Truncate(firstArg);
                    session.NeedsMore = false;
                    break;
                }
                position += consumed;
                if (result == RouteResult.TakenStop)
                {
                    session.NeedsMore = position >= length;
                    break;
                }
            }
            else
            {
                position += consumed;
            }
            if (turn.Slots.Count >= Turn.MaxCommands)
            {
                session.NeedsMore = false;
                break;
            }
        }
        return position;
    }

    /// <summary>A request's progress, if there is any, stays with its session.</summary>
    private void KeepProgress(Session session, RequestProgress progress)
    {
        if (session.Progress is null && progress.IsInUse)
        {
            session.Progress = progress;
            _spareProgress = new RequestProgress();
        }
    }
}
