using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Server.Commands;
using MtcpRedis.Server.Config;
using MtcpRedis.Server.Config.Settings;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Diagnostics;

/// <summary>SLOWLOG: the last calls that took at least <c>slowlog-log-slower-than</c>.</summary>
internal sealed class SlowLog : ISlowCallSink
{
    private const int MaxArguments = 32;
    private const int MaxArgumentBytes = 128;

    private readonly Lock _lock = new();
    private readonly LinkedList<SlowLogEntry> _entries = new();
    private long _nextId;
    private long _threshold = 10_000;
    private long _maxLength = 128;

    /// <inheritdoc/>
    public long ThresholdMicroseconds => Volatile.Read(ref _threshold);

    /// <summary>Number of entries.</summary>
    public int Count
    {
        get
        {
            lock (_lock)
                return _entries.Count;
        }
    }

    /// <summary>Takes over <c>slowlog-log-slower-than</c> and <c>slowlog-max-len</c>, now and when CONFIG SET changes them.</summary>
    public void Follow(ConfigRegistry registry)
    {
        Configure(registry.Settings.SlowLog.Value);
        registry.Changed += _ => Configure(registry.Settings.SlowLog.Value);
    }

    private void Configure(SlowLogSettings settings)
    {
        Volatile.Write(ref _threshold, settings.SlowerThanMicroseconds);
        lock (_lock)
        {
            _maxLength = settings.MaxLength;
            Trim();
        }
    }

    /// <inheritdoc/>
    public void Add(in MeteredCall call, long microseconds)
    {
        Session? session = call.Owner as Session;
        long id = Interlocked.Increment(ref _nextId) - 1;
        string peer = session?.Endpoints.Peer ?? "";
        string name = session?.Name ?? "";
        if (session is null && call.Owner is Turn turn)
            (peer, name) = turn.Describe(call.Session);
        var entry = new SlowLogEntry(id, DateTimeOffset.UtcNow.ToUnixTimeSeconds(), microseconds, CopyArguments(call.Command, call.Args), peer, name);
        lock (_lock)
        {
            _entries.AddFirst(entry);
            Trim();
        }
    }

    /// <summary>The newest entries.</summary>
    public SlowLogEntry[] Take(int count)
    {
        lock (_lock)
            return _entries.Take(count < 0 ? int.MaxValue : count).ToArray();
    }

    /// <summary>SLOWLOG RESET.</summary>
    public void Clear()
    {
        lock (_lock)
            _entries.Clear();
    }

    private void Trim()
    {
        while (_entries.Count > _maxLength)
            _entries.RemoveLast();
    }

    private static byte[][] CopyArguments(CommandSpec command, ReadOnlySpan<ArgSlice> args)
    {
        var copy = new byte[Math.Min(args.Length, MaxArguments)][];
        for (int i = 0; i < copy.Length; i++)
        {
            bool last = i == MaxArguments - 1 && args.Length > MaxArguments;
            copy[i] = last
                ? System.Text.Encoding.ASCII.GetBytes($"... ({args.Length - MaxArguments + 1} more arguments)")
                : CopyArgument(SecretArguments.Contains(command, args, i) ? SecretArguments.Replacement : args[i].Span);
        }
        return copy;
    }

    private static byte[] CopyArgument(ReadOnlySpan<byte> arg)
    {
        if (arg.Length <= MaxArgumentBytes)
            return arg.ToArray();
        byte[] more = System.Text.Encoding.ASCII.GetBytes($"... ({arg.Length - MaxArgumentBytes} more bytes)");
        return [.. arg[..MaxArgumentBytes], .. more];
    }
}
