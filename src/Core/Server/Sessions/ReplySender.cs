using MtcpRedis.Keyspace.Execution;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>Writes replies and messages to connections: one send per connection and turn, the rest when the peer has taken it.</summary>
internal sealed unsafe class ReplySender
{
    private const int MaxSlices = 64;

    private readonly CoreLoop _core;
    private readonly ITransport _transport;
    private readonly Node _node;

    public ReplySender(CoreLoop core, ITransport transport, Node node)
    {
        _core = core;
        _transport = transport;
        _node = node;
    }

    /// <summary>Sends a session's replies of a turn, in request order.</summary>
    public void SendReplies(Session session, Turn turn, int first, int end)
    {
        if (TryFindRun(session, turn, first, end, out ReadOnlySpan<byte> run))
            Send(session, run);
        else
            SendSlices(session, turn, first, end);
        SendPushes(session);
    }

    /// <summary>
    /// Replies of one batch that lie one behind the other, which is nearly every turn of nearly every session: one look at the first and
    /// the last of them is enough.
    /// </summary>
    private static bool TryFindRun(Session session, Turn turn, int first, int end, out ReadOnlySpan<byte> run)
    {
        run = default;
        int count = end - first;
        if (count == 0 || session.CallsInBatches != count || session.HasSkippedReplies)
            return false;
        ReplySlot head = turn.Slots[first];
        ReplySlot tail = turn.Slots[end - 1];
        // Were a call of another shard between them, their numbers in the batch would be closer together than their slots.
        if (head.Source != tail.Source || tail.First - head.First != count - 1)
            return false;
        ShardBatch batch = turn.Batches[head.Source]!;
        if (batch.HasYielded)
            return false;
        int start = batch.Records[head.First].ReplyStart;
        ref CommandRecord last = ref batch.Records[tail.First];
        run = new ReadOnlySpan<byte>(batch.Replies.Pointer + start, last.ReplyStart + last.ReplyLength - start);
        return true;
    }

    private void SendSlices(Session session, Turn turn, int first, int end)
    {
        Span<IoSlice> slices = stackalloc IoSlice[MaxSlices];
        int count = 0;
        byte* start = null;
        int length = 0;
        for (int i = first; i < end; i++)
        {
            if (IsKept(session, turn, turn.Slots[i]) || !TryLocate(turn, turn.Slots[i], out byte* reply, out int replyLength))
                continue;
            // Replies of one shard, or of the core, lie one behind the other: most turns are one slice.
            if (start + length == reply && start is not null)
            {
                length += replyLength;
                continue;
            }
            if (length > 0)
                slices[count++] = new IoSlice(start, length);
            if (count == MaxSlices)
            {
                Send(session, slices);
                count = 0;
            }
            start = reply;
            length = replyLength;
        }
        if (count == 0 && length > 0)
        {
            Send(session, new ReadOnlySpan<byte>(start, length));
        }
        else if (count > 0)
        {
            if (length > 0 && count == MaxSlices)
            {
                Send(session, slices);
                count = 0;
            }
            if (length > 0)
                slices[count++] = new IoSlice(start, length);
            Send(session, slices[..count]);
        }
    }

    /// <summary>Sends the reply of a call that was run alone, then the messages that waited for it.</summary>
    public void SendReply(Session session, ReadOnlySpan<byte> reply)
    {
        if (session.ReplyMode == ReplyMode.On && reply.Length > 0)
            Send(session, reply);
        else if (session.ReplyMode == ReplyMode.Skipping)
            session.ReplyMode = ReplyMode.On;
        SendPushes(session);
    }

    /// <summary>Sends the reply of a call that a shard had given back.</summary>
    /// <param name="session">Who sent the call.</param>
    /// <param name="reply">The reply; empty if the client does not want it.</param>
    public void SendGivenBack(Session session, ReadOnlySpan<byte> reply)
    {
        if (reply.Length > 0)
            Send(session, reply);
        SendPushes(session);
    }

    /// <summary>Sends a message that is no reply (pub/sub, MONITOR), behind the replies that are under way.</summary>
    public void Push(Session session, ReadOnlySpan<byte> message)
    {
        if (session.IsClosed)
            return;
        if (session.State is SessionState.InTurn or SessionState.InOperation)
            session.Pushes.Append(message);
        else
            Send(session, message);
        SessionLimits.EnforceOutput(session, _node.SessionSettings.Value, _core.Now);
    }

    /// <summary>Sends bytes; what the transport does not take waits.</summary>
    public void Send(Session session, ReadOnlySpan<byte> bytes)
    {
        if (session.IsClosed)
            return;
        int sent = 0;
        if (session.Output.Length == 0)
        {
            fixed (byte* data = bytes)
                sent = _transport.Send(session.Connection, data, bytes.Length);
        }
        if (sent < 0)
            _core.Abort(session);
        else if (sent < bytes.Length)
            session.Output.Append(bytes[sent..]);
    }

    /// <summary>The peer took something: sends what waits.</summary>
    public void Continue(Session session)
    {
        while (session.Output.Length > 0)
        {
            ReadOnlySpan<byte> head = session.Output.Head;
            int sent = _transport.Send(session.Connection, session.Output.Pointer, head.Length);
            if (sent < 0)
            {
                _core.Abort(session);
                return;
            }
            if (sent == 0)
                return;
            session.Output.Consume(sent);
        }
        session.OverSoftLimitSince = 0;
        if (session.State == SessionState.Idle)
            _core.Resume(session);
    }

    private void SendPushes(Session session)
    {
        if (session.Pushes.Length == 0 || session.IsClosed)
            return;
        Send(session, session.Pushes.Head);
        session.Pushes.Dispose();
    }

    private void Send(Session session, ReadOnlySpan<IoSlice> slices)
    {
        if (session.IsClosed)
            return;
        int sent = session.Output.Length == 0 ? _transport.SendVector(session.Connection, slices) : 0;
        if (sent < 0)
        {
            _core.Abort(session);
            return;
        }
        foreach (IoSlice slice in slices)
        {
            if (sent >= slice.Length)
            {
                sent -= slice.Length;
                continue;
            }
            session.Output.Append(new ReadOnlySpan<byte>(slice.Data + sent, slice.Length - sent));
            sent = 0;
        }
    }

    /// <summary>Where a reply lies; false when there is none to send.</summary>
    private static bool TryLocate(Turn turn, ReplySlot slot, out byte* reply, out int length)
    {
        if (slot.Source == ReplySlot.Local)
        {
            reply = turn.Local.Pointer + slot.First;
            length = slot.Length;
            return true;
        }
        ShardBatch batch = turn.Batches[slot.Source]!;
        ref CommandRecord record = ref batch.Records[slot.First];
        reply = batch.Replies.Pointer + record.ReplyStart;
        length = record.ReplyLength;
        return length > 0 && slot.Length != ReplySlot.Skipped;
    }

    /// <summary>
    /// A call that its shard gave back is kept, and with it every reply behind it: replies leave in the order of the requests.
    /// </summary>
    private bool IsKept(Session session, Turn turn, ReplySlot slot)
    {
        if (slot.Source != ReplySlot.Local && turn.Batches[slot.Source]!.HasYielded)
        {
            ref CommandRecord record = ref turn.Batches[slot.Source]!.Records[slot.First];
            if (record.Outcome == RecordOutcome.GivenBack)
            {
                var call = new PendingCall(
                    _node.Commands.ByIndex[record.Command], turn.Arguments.Pointer + record.FirstArg, record.ArgCount, record.Database);
                (session.Redo ??= new()).Enqueue(new GivenBack(call, slot.Length != ReplySlot.Skipped));
                return true;
            }
        }
        if (session.Redo is not { Count: > 0 } kept)
            return false;
        if (TryLocate(turn, slot, out byte* reply, out int length))
            kept.Enqueue(new GivenBack(new ReadOnlySpan<byte>(reply, length).ToArray()));
        return true;
    }
}
