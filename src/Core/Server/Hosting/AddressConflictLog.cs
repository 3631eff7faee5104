using MtcpRedis.NetStack.Interface;
using MtcpRedis.Server.Diagnostics;

namespace MtcpRedis.Server.Hosting;

/// <summary>
/// Tells the log when another station uses an address of the stack, whose clients it then takes away at random. The stack itself only counts; here is
/// looked once a second, so that a quarrel of two stations fills no disk.
/// </summary>
internal sealed class AddressConflictLog : IDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(1);

    private readonly List<(InterfaceStatistics Statistics, long Seen)> _queues = [];
    private readonly Lock _lock = new();
    private readonly NodeLog _log;
    private readonly Timer _timer;

    public AddressConflictLog(NodeLog log)
    {
        _log = log;
        _timer = new Timer(_ => Look(), null, s_interval, s_interval);
    }

    /// <summary>Watches one more queue.</summary>
    public void Watch(InterfaceStatistics statistics)
    {
        lock (_lock)
            _queues.Add((statistics, 0));
    }

    public void Dispose() => _timer.Dispose();

    internal void Look()
    {
        lock (_lock)
        {
            for (int i = 0; i < _queues.Count; i++)
            {
                (InterfaceStatistics statistics, long seen) = _queues[i];
                long count = statistics.AddressConflicts;
                if (count == seen || statistics.LastConflict is not { } last)
                    continue;
                _queues[i] = (statistics, count);
                _log.Warning($"Station {last.Station} uses {last.Address} too, which is an address of the stack; {count} such packets so far");
            }
        }
    }
}
