using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>Clients on threads of their own that work against one server at the same time.</summary>
public sealed class Crowd(ServerProcess server)
{
    private readonly List<Task> _workers = [];
    private readonly List<Task> _observers = [];
    private readonly CancellationTokenSource _workDone = new();

    /// <summary>Adds clients that do a fixed amount of work.</summary>
    public void Work(int clients, Action<RespClient, int> work)
    {
        for (var i = 0; i < clients; i++)
        {
            var number = i;
            _workers.Add(OnThread(client => work(client, number)));
        }
    }

    /// <summary>Adds clients that look again and again until all work is done, at least once after it.</summary>
    public void Observe(int clients, Action<RespClient> look)
    {
        for (var i = 0; i < clients; i++)
        {
            _observers.Add(OnThread(client =>
            {
                bool last;
                do
                {
                    last = _workDone.IsCancellationRequested;
                    look(client);
                }
                while (!last);
            }));
        }
    }

    /// <summary>Waits for all; the first failure of a worker or observer is thrown.</summary>
    public async Task FinishAsync()
    {
        try
        {
            await Task.WhenAll(_workers);
        }
        finally
        {
            await _workDone.CancelAsync();
        }

        await Task.WhenAll(_observers);
        _workDone.Dispose();
    }

    private Task OnThread(Action<RespClient> act) => Task.Factory.StartNew(
        () =>
        {
            using var client = server.Connect();
            act(client);
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);
}
