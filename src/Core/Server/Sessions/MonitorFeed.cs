using System.Collections.Concurrent;
using System.Text;
using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Server.Commands;

namespace MtcpRedis.Server.Sessions;

/// <summary>MONITOR: shows every command of every client to those who asked.</summary>
internal sealed class MonitorFeed
{
    private readonly ConcurrentDictionary<Session, bool> _monitors = new();

    private volatile int _count;

    /// <summary>Whether anybody watches; asked for every command, hence a plain field and not the dictionary's locks.</summary>
    public bool IsActive => _count != 0;

    public int Count => _count;

    public void Add(Session session)
    {
        _monitors.TryAdd(session, true);
        _count = _monitors.Count;
    }

    public void Remove(Session session)
    {
        _monitors.TryRemove(session, out _);
        _count = _monitors.Count;
    }

    /// <summary>Shows one call.</summary>
    public void Feed(Session source, CommandSpec command, ReadOnlySpan<ArgSlice> args, int database)
    {
        if ((command.Flags & (CommandFlags.SkipMonitor | CommandFlags.Admin)) != 0)
            return;
        var line = new StringBuilder();
        long micros = (DateTime.UtcNow - DateTime.UnixEpoch).Ticks / 10;
        line.Append('+').Append(micros / 1_000_000).Append('.').Append((micros % 1_000_000).ToString("D6"));
        line.Append(" [").Append(database).Append(' ').Append(source.Endpoints.Peer).Append(']');
        for (int i = 0; i < args.Length; i++)
        {
            bool isSecret = SecretArguments.Contains(command, args, i);
            SplitArguments.AppendQuoted(isSecret ? SecretArguments.Replacement : args[i].Span, line.Append(' '));
        }
        line.Append("\r\n");
        byte[] message = Encoding.Latin1.GetBytes(line.ToString());
        foreach (Session monitor in _monitors.Keys)
            monitor.Core.Post(() => monitor.Core.Sender.Push(monitor, message));
    }
}
