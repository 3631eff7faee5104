using MtcpRedis.NetStack.Interface;
using MtcpRedis.NetStack.Wire;
using MtcpRedis.NetStack.Wire.Addresses;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>How connections come and go: listening, connecting, SYN cookies, TIME-WAIT.</summary>
public sealed unsafe partial class TcpStack
{
    /// <summary>Distance by which a new incarnation's sequence numbers start beyond those of the one in TIME-WAIT.</summary>
    private const uint ReuseDistance = 65536;

    private long _cookiesUntil = long.MinValue;
    private uint _nextPort;

    /// <summary>Accepts connections on a port.</summary>
    /// <param name="address">One of our addresses, or any (of either family: 0.0.0.0 and :: both take all addresses of their own).</param>
    /// <param name="port">The port.</param>
    /// <param name="backlog">Connections that may wait.</param>
    /// <exception cref="InvalidOperationException">Somebody listens there already.</exception>
    public TcpListener Listen(IpAddress address, ushort port, int backlog = 1024)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(backlog, 1);
        var local = new IpEndpoint(address, port);
        if (_listeners.Exists(l => l.Local == local))
            throw new InvalidOperationException($"there is a listener on {local} already");
        var listener = new TcpListener(this, local, backlog);
        _listeners.Add(listener);
        return listener;
    }

    /// <summary>Opens a connection; <see cref="TcpEvents.Connected"/> or <see cref="TcpEvents.Closed"/> will tell how it went.</summary>
    /// <param name="remote">The peer.</param>
    /// <param name="now">Microseconds.</param>
    /// <param name="local">Our end if it is to be a certain one; port 0 lets the stack choose.</param>
    /// <returns>Null if there is no route, no free port, or the connection table is full.</returns>
    public TcpConnection? Connect(IpEndpoint remote, long now, IpEndpoint local = default)
    {
        Now = now;
        var source = local.Address;
        if (source.IsAny && !_net.Routes.TrySelectSource(remote.Address, out source))
            return null;
        if (!remote.Address.IsUnicast || _demux.Count >= Options.MaxConnections && !TryEvictTimeWait())
            return null;
        if (!TryChoosePort(new FlowKey(new(source, local.Port), remote), out var flow))
            return null;
        if (_net.Resolve(remote.Address, now) is null)
            return null;
        var connection = Create(flow, _initialSequence.Choose(flow, now), now);
        Statistics.ActiveOpens++;
        connection.IsUserOwned = true;
        connection.MoveTo(TcpState.SynSent);
        QueueOutput(connection);
        return connection;
    }

    internal void Remove(TcpListener listener)
    {
        _listeners.Remove(listener);
        for (var id = 0; id < _created; id++)
        {
            if (_connections[id].State == TcpState.SynReceived && _connections[id].Listener == listener)
                _connections[id].Reset(TcpError.Aborted);
        }
    }

    /// <summary>A handshake on a listener is complete.</summary>
    internal void OnEstablished(TcpConnection connection)
    {
        Statistics.PassiveOpens++;
        if (!connection.CameByCookie)
            connection.Listener!.HalfOpen--;
        connection.Listener!.Enqueue(connection);
    }

    /// <summary>A connection has reached Closed: nothing may find it any more.</summary>
    internal void OnDestroyed(TcpConnection connection, bool wasSynReceived)
    {
        _demux.Remove(connection.Flow);
        _wheel.Cancel(connection.Id);
        if (wasSynReceived && connection.Listener is not null)
            connection.Listener.HalfOpen--;
        if (connection.IsWaitingForAccept && connection.Receiver.Unread == 0)
        {
            connection.IsWaitingForAccept = false;
            connection.Listener!.Forget(connection);
        }
    }

    internal void OnTimeWait(TcpConnection connection)
    {
        while (_timeWait.TryPeek(0, out var oldest) && _connections[oldest].State != TcpState.TimeWait)
            _timeWait.TryDequeue(out _);
        _timeWait.Enqueue(connection.Id);
    }

    private TcpConnection Create(in FlowKey flow, SeqNumber iss, long now)
    {
        var connection = Rent();
        var mtu = _net.PathMtus.Get(flow.Remote.Address, _net.Mtu, now);
        connection.Open(flow, iss, _net.Resolve(flow.Remote.Address, now), mtu, PseudoHeader(flow),
            Options.Timestamps ? _initialSequence.TimestampOffset(flow) : 0, now);
        _demux.Add(flow, connection.Id);
        return connection;
    }

    /// <summary>A segment that no connection claims: a listener may, else it is answered with a reset.</summary>
    private void OnNoConnection(in FlowKey flow, ref InSegment segment, SeqNumber? issFloor, long now)
    {
        var listener = FindListener(flow.Local);
        if (listener is null || segment.Has(TcpFlags.Rst))
        {
            Refuse(flow, ref segment, DropCause.NoConnection);
        }
        else if (segment.Has(TcpFlags.Ack))
        {
            OnAckForListener(listener, flow, ref segment, now);
        }
        else if (segment.Has(TcpFlags.Syn) && !segment.Has(TcpFlags.Fin))
        {
            if (_net.Queue.Owns(flow) || !_net.TryPassOn(ref segment.Packet))
                OnSynForListener(listener, flow, ref segment, issFloor, now);
        }
        else if (!_net.TryPassOn(ref segment.Packet))
        {
            Drop(DropCause.BadSegment);
        }
    }

    /// <summary>A segment that belongs to nothing here: to another queue of the port it may, else its sender is told.</summary>
    private void Refuse(in FlowKey flow, ref InSegment segment, DropCause cause)
    {
        if (_net.TryPassOn(ref segment.Packet))
            return;
        Drop(cause);
        Output.ReplyReset(flow, ref segment);
    }

    private void OnSynForListener(TcpListener listener, in FlowKey flow, ref InSegment syn, SeqNumber? issFloor, long now)
    {
        if (listener.IsAcceptQueueFull)
        {
            Drop(DropCause.AcceptQueueFull);
            return;
        }
        if (_demux.Count >= Options.MaxConnections && !TryEvictTimeWait())
        {
            Drop(DropCause.ConnectionLimit);
            return;
        }
        if (listener.HalfOpen >= listener.Backlog)
        {
            SendCookie(flow, ref syn, now);
            return;
        }
        var iss = _initialSequence.Choose(flow, now);
        if (issFloor is { } floor && iss < floor)
            iss = floor;
        var connection = Create(flow, iss, now);
        connection.Listener = listener;
        connection.CameByCookie = false;
        listener.HalfOpen++;
        connection.OnListen(ref syn, now);
    }

    private void SendCookie(in FlowKey flow, ref InSegment syn, long now)
    {
        Statistics.CookiesSent++;
        _cookiesUntil = now + SynCookie.Lifetime;
        var overhead = (flow.Local.Address.IsV4 ? 20 : 40) + TcpHeader.MinLength;
        var peerSize = syn.Options.MaxSegmentSize == 0 ? (ushort)536 : syn.Options.MaxSegmentSize;
        var iss = _cookie.Make(flow, syn.Sequence, peerSize, now);
        var options = TcpOptions.None;
        options.MaxSegmentSize = (ushort)(_net.Mtu - overhead);
        if (Options.Timestamps && syn.Options.HasTimestamp)
        {
            var scale = Options.WindowScaling ? syn.Options.WindowScale : (sbyte)-1;
            options.SackPermitted = Options.SelectiveAcknowledgment && syn.Options.SackPermitted;
            if (scale >= 0)
                options.WindowScale = (sbyte)WindowShift;
            var clock = (uint)(now / 1000) + _initialSequence.TimestampOffset(flow);
            options.SetTimestamp(SynCookie.PackOptions(clock, scale, options.SackPermitted), syn.Options.TimestampValue);
        }
        var window = (ushort)Math.Min(Options.MaxReceiveBuffer, ushort.MaxValue);
        Output.SendControl(flow,
            new(flow.Local.Port, flow.Remote.Port, iss, syn.Sequence + 1, TcpFlags.Syn | TcpFlags.Ack, window), options);
    }

    private void OnAckForListener(TcpListener listener, in FlowKey flow, ref InSegment ack, long now)
    {
        var cookie = ack.Acknowledgment + -1;
        if (now > _cookiesUntil)
        {
            // No cookie is out, so this can't be the answer to one: the rest of a connection that is gone.
            Refuse(flow, ref ack, DropCause.NoConnection);
            return;
        }
        if (ack.Has(TcpFlags.Syn) || !_cookie.TryOpen(flow, ack.Sequence + -1, cookie, now, out var size))
        {
            RefuseCookie(flow, ref ack);
            return;
        }
        if (listener.IsAcceptQueueFull || _demux.Count >= Options.MaxConnections && !TryEvictTimeWait())
        {
            Drop(DropCause.AcceptQueueFull);
            return;
        }
        Statistics.CookiesAccepted++;
        var options = TcpOptions.None;
        options.MaxSegmentSize = size;
        if (Options.Timestamps && ack.Options.HasTimestamp)
        {
            options.SetTimestamp(ack.Options.TimestampValue, ack.Options.TimestampEcho);
            SynCookie.UnpackOptions(ack.Options.TimestampEcho, out options.WindowScale, out options.SackPermitted);
        }
        var connection = Create(flow, cookie, now);
        connection.Listener = listener;
        connection.CameByCookie = true;
        connection.OnCookie(ref ack, options, now);
    }

    /// <summary>
    /// Only what comes first after the handshake proves a cookie. If that was lost, the data behind it looks like a forgery; its sender will
    /// send the first part again, and a reset would end a good connection before.
    /// </summary>
    private void RefuseCookie(in FlowKey flow, ref InSegment ack)
    {
        if (ack.Has(TcpFlags.Syn) || ack.SequenceLength == 0)
            Refuse(flow, ref ack, DropCause.BadSynCookie);
        else if (!_net.TryPassOn(ref ack.Packet))
            Drop(DropCause.BadSynCookie);
    }

    private TcpListener? FindListener(in IpEndpoint local)
    {
        TcpListener? any = null;
        foreach (var listener in _listeners)
        {
            if (listener.Local.Port != local.Port)
                continue;
            if (listener.Local.Address == local.Address)
                return listener;
            if (listener.Local.Address.IsAny && listener.Local.Address.IsV4 == local.Address.IsV4)
                any = listener;
        }
        return any;
    }

    /// <summary>
    /// A SYN may end TIME-WAIT early if it can't be an old one: newer timestamp, or with the same one or none beyond what was received (RFC 6191,
    /// RFC 1122).
    /// </summary>
    private bool TryReuseTimeWait(TcpConnection old, ref InSegment segment, out SeqNumber? issFloor)
    {
        issFloor = null;
        if ((segment.Flags & (TcpFlags.Syn | TcpFlags.Ack | TcpFlags.Rst | TcpFlags.Fin)) != TcpFlags.Syn)
            return false;
        var age = old.UsesTimestamps && segment.Options.HasTimestamp
            ? unchecked((int)(segment.Options.TimestampValue - old.Receiver.RecentTimestamp))
            : 0;
        if (age < 0 || age == 0 && segment.Sequence <= old.Receiver.Next)
            return false;
        issFloor = old.Sender.Next + ReuseDistance;
        old.Destroy(TcpError.None);
        return true;
    }

    /// <summary>With a full table, the oldest connection in TIME-WAIT makes room.</summary>
    private bool TryEvictTimeWait()
    {
        while (_timeWait.TryDequeue(out var id))
        {
            if (_connections[id].State != TcpState.TimeWait)
                continue;
            _connections[id].Destroy(TcpError.None);
            return true;
        }
        return false;
    }

    /// <summary>Port selection by RFC 6056 algorithm 3: a secret start per destination, then upwards until a flow is free and ours.</summary>
    private bool TryChoosePort(in FlowKey wanted, out FlowKey flow)
    {
        flow = wanted;
        if (wanted.Local.Port != 0)
            return _demux.Find(flow) < 0;
        var range = Options.LastEphemeralPort - Options.FirstEphemeralPort + 1;
        var start = _initialSequence.PortOffset(wanted) + _nextPort;
        for (var i = 0u; i < range; i++)
        {
            var port = (ushort)(Options.FirstEphemeralPort + (start + i) % range);
            flow = wanted with { Local = wanted.Local with { Port = port } };
            if (_demux.Find(flow) >= 0 || !_net.Queue.Owns(flow))
                continue;
            _nextPort += i + 1;
            return true;
        }
        return false;
    }
}
