using System.Diagnostics;
using MtcpRedis.NetStack.Transport;

namespace MtcpRedis.TurnBench;

/// <summary>
/// Connections whose clients live inside of the transport: as soon as one has its replies, its next requests lie there. Everything happens
/// on the core's own thread, so what is measured is the core and not the exchange between threads.
/// </summary>
internal sealed unsafe class RepeatingTransport : ITransport
{
    private readonly List<Client> _clients = [];
    private readonly AutoResetEvent _woken = new(false);
    private volatile Run? _next;
    private Run? _run;
    private uint _portion;
    private long _polls;

    /// <inheritdoc/>
    public TransportStatistics Statistics => new(_clients.Count, 0, _clients.Count, 0, 0, 0, 0, 0, _polls, 0);

    /// <summary>Lets so many connections send so many portions in all, and waits for the replies.</summary>
    /// <returns>How long it took from the first poll to the last reply.</returns>
    public TimeSpan Drive(Workload workload, int clients, long portions)
    {
        using var run = new Run(workload, clients, Math.Max(portions, clients));
        _next = run;
        _woken.Set();
        run.Done.Wait();
        return run.Failure is null ? Stopwatch.GetElapsedTime(run.Started, run.Ended) : throw new InvalidOperationException(run.Failure);
    }

    /// <inheritdoc/>
    public void Poll(int timeoutMilliseconds, ITransportEvents events)
    {
        _polls++;
        if (_run is null && !Begin(timeoutMilliseconds, events))
            return;
        Run run = _run!;
        for (int i = 0; i < run.Clients; i++)
        {
            Client client = _clients[i];
            if (client.Waits || run.Left == 0)
                continue;
            run.Left--;
            client.Waits = client.HasRequests = true;
            client.Owed += run.Workload.ReplyBytes;
            events.OnReadable(i);
        }
    }

    /// <inheritdoc/>
    public int Receive(int connection, byte* buffer, int capacity, out byte* data, out bool more)
    {
        Client client = _clients[connection];
        data = buffer;
        more = false;
        if (!client.HasRequests)
            return 0;
        client.HasRequests = false;
        data = _run!.Workload.Portion(_portion++, out int length);
        return length;
    }

    /// <summary>What is lent stays for ever.</summary>
    public void Release(int connection)
    {
    }

    /// <inheritdoc/>
    public int Send(int connection, byte* data, int length)
    {
        Run run = _run!;
        Client client = _clients[connection];
        if (*data == (byte)'-')
            Finish(run, $"The node answered: {System.Text.Encoding.Latin1.GetString(data, length)}");
        client.Owed -= run.Workload.ReplyBytes == 0 ? 0 : length;
        if (client.Owed == 0)
        {
            client.Waits = false;
            if (--run.Unanswered == 0)
                Finish(run, null);
        }
        return length;
    }

    /// <inheritdoc/>
    public int SendVector(int connection, ReadOnlySpan<IoSlice> slices)
    {
        int total = 0;
        foreach (IoSlice slice in slices)
            total += Send(connection, slice.Data, slice.Length);
        return total;
    }

    /// <inheritdoc/>
    public void Close(int connection)
    {
    }

    /// <inheritdoc/>
    public void Abort(int connection)
    {
        if (_run is { } run)
            Finish(run, "The node reset a connection.");
    }

    /// <inheritdoc/>
    public void Flush()
    {
    }

    /// <inheritdoc/>
    public ConnectionEndpoints Endpoints(int connection) => new("127.0.0.1:6379", $"127.0.0.1:{50_000 + connection}", true, false, connection);

    /// <inheritdoc/>
    public void SetKeepAlive(int connection, int seconds)
    {
    }

    /// <inheritdoc/>
    public void Wake() => _woken.Set();

    /// <inheritdoc/>
    public void Dispose() => _woken.Dispose();

    private bool Begin(int timeoutMilliseconds, ITransportEvents events)
    {
        if (_next is null && timeoutMilliseconds != 0)
            _woken.WaitOne(timeoutMilliseconds);
        if (_next is not { } run)
            return false;
        _next = null;
        while (_clients.Count < run.Clients)
        {
            _clients.Add(new Client());
            events.OnAccepted(_clients.Count - 1);
        }
        run.Started = Stopwatch.GetTimestamp();
        _run = run;
        return true;
    }

    private void Finish(Run run, string? failure)
    {
        run.Ended = Stopwatch.GetTimestamp();
        run.Failure = failure;
        _run = null;
        run.Done.Set();
    }

    private sealed class Client
    {
        public bool Waits;
        public bool HasRequests;
        public int Owed;
    }

    private sealed class Run(Workload workload, int clients, long portions) : IDisposable
    {
        public readonly ManualResetEventSlim Done = new();
        public readonly Workload Workload = workload;
        public readonly int Clients = clients;
        public long Left = portions;
        public long Unanswered = portions;
        public long Started;
        public long Ended;
        public string? Failure;

        public void Dispose() => Done.Dispose();
    }
}
