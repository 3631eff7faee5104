using MtcpRedis.Bench.Transport;

namespace MtcpRedis.Bench.Tests.Fakes;

/// <summary>
/// A server and its network in virtual time. It serves one request after the other over all connections; replies reach the client in
/// pieces of a chosen size, and sends are taken only up to a chosen amount at once. Polling moves the clock.
/// </summary>
internal sealed unsafe class SimulatedServer(ManualClock clock, int commandLength) : IBenchTransport
{
    private readonly List<Peer> _peers = [];
    private readonly PriorityQueue<(int Connection, byte[] Bytes), (long Time, long Order)> _onTheWay = new();
    private long _busyUntil;
    private long _deliveries;
    private long _served;

    /// <summary>The reply to the n-th request (from 0) that arrived, over all connections.</summary>
    public Func<long, byte[]> Reply { get; init; } = _ => "+OK\r\n"u8.ToArray();

    /// <summary>Nanoseconds that serving the n-th request takes.</summary>
    public Func<long, long> ServiceTime { get; init; } = _ => 1_000;

    /// <summary>Most bytes that one receive gets.</summary>
    public int PieceSize { get; init; } = int.MaxValue;

    /// <summary>Most bytes that one send gets rid of.</summary>
    public int SendRoom { get; init; } = int.MaxValue;

    /// <summary>The connection ends when so many requests were served.</summary>
    public long CloseAfter { get; init; } = long.MaxValue;

    /// <summary>Every byte that was sent, per connection.</summary>
    public byte[] SentBy(int connection) => [.. _peers[connection].Sent];

    public bool IsBatched => false;

    public int Open()
    {
        _peers.Add(new Peer { State = BenchReadiness.Connected });
        return _peers.Count - 1;
    }

    public int Poll(Span<BenchEvent> events, long timeoutNanoseconds)
    {
        var wakeUp = clock.Now + timeoutNanoseconds;
        if (!_peers.Exists(p => p.State != BenchReadiness.None))
        {
            clock.AdvanceTo(_onTheWay.TryPeek(out _, out var next) ? Math.Min(next.Time, wakeUp) : wakeUp);
        }

        while (_onTheWay.TryPeek(out var delivery, out var due) && due.Time <= clock.Now)
        {
            _onTheWay.Dequeue();
            _peers[delivery.Connection].Inbound.AddRange(delivery.Bytes);
            _peers[delivery.Connection].State |= BenchReadiness.Readable;
        }

        var count = 0;
        for (var i = 0; i < _peers.Count && count < events.Length; i++)
        {
            if (_peers[i].State != BenchReadiness.None)
            {
                events[count++] = new BenchEvent(i, _peers[i].State);
                _peers[i].State &= BenchReadiness.Readable;
            }
        }

        return count;
    }

    public int Send(int connection, ReadOnlySpan<byte> bytes)
    {
        var peer = _peers[connection];
        var taken = bytes[..Math.Min(bytes.Length, SendRoom)];
        peer.Sent.AddRange(taken);
        peer.Unserved += taken.Length;
        while (peer.Unserved >= commandLength)
        {
            peer.Unserved -= commandLength;
            Serve(connection);
        }

        peer.State |= taken.Length < bytes.Length ? BenchReadiness.Writable : BenchReadiness.None;
        return taken.Length;
    }

    public void Flush()
    {
    }

    public int Receive(int connection, byte* buffer, int capacity, out byte* bytes, out bool more)
    {
        bytes = buffer;
        more = false;
        var peer = _peers[connection];
        if (peer.Inbound.Count == 0)
        {
            peer.State &= ~BenchReadiness.Readable;
            return _served >= CloseAfter ? -1 : 0;
        }

        var count = Math.Min(Math.Min(PieceSize, capacity), peer.Inbound.Count);
        peer.Inbound.GetRange(0, count).CopyTo(new Span<byte>(buffer, count));
        peer.Inbound.RemoveRange(0, count);
        peer.State = peer.Inbound.Count > 0 || _served >= CloseAfter ? peer.State : peer.State & ~BenchReadiness.Readable;
        more = count == capacity;
        return count;
    }

    public void Release(int connection)
    {
    }

    public string FailureOf(int connection) => "the simulated server closed the connection";

    public void Dispose()
    {
    }

    private void Serve(int connection)
    {
        if (_served >= CloseAfter)
        {
            return;
        }

        _busyUntil = Math.Max(_busyUntil, clock.Now) + ServiceTime(_served);
        _onTheWay.Enqueue((connection, Reply(_served)), (_busyUntil, _deliveries++));
        _served++;
    }

    private sealed class Peer
    {
        public List<byte> Sent { get; } = [];

        public List<byte> Inbound { get; } = [];

        public int Unserved { get; set; }

        public BenchReadiness State { get; set; }
    }
}
