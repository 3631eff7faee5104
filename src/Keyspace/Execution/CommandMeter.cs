using System.Diagnostics;
using System.Runtime.CompilerServices;
using MtcpRedis.Core.Commands;

namespace MtcpRedis.Keyspace.Execution;

/// <summary>
/// Counts calls, time, rejections and failures per command, for INFO commandstats, and finds slow calls. One per thread.
/// </summary>
/// <remarks>
/// A clock reading costs about as much as a tenth of a GET, so calls of one fast command in a row share their readings; sums stay exact.
/// With a slow-log threshold under a millisecond every call is read.
/// </remarks>
public sealed unsafe class CommandMeter
{
    private const long ShareFromMicroseconds = 1000;

    private readonly CommandCost[] _costs;
    private readonly ISlowCallSink? _sink;
    private CommandSpec? _running;
    private long _runStart;
    private int _runCalls;

    /// <summary>Makes a meter for the commands of <paramref name="table"/>.</summary>
    /// <param name="table">The node's commands.</param>
    /// <param name="sink">Learns of slow calls; null: nobody does.</param>
    public CommandMeter(CommandTable table, ISlowCallSink? sink)
    {
        _costs = new CommandCost[table.ByIndex.Length];
        _sink = sink;
    }

    /// <summary>What each command cost, by <see cref="CommandSpec.Index"/>.</summary>
    public ReadOnlySpan<CommandCost> Costs => _costs;

    /// <summary>Error replies by their first word; also of calls that were refused before they ran.</summary>
    public ErrorCounts Errors { get; } = new();

    /// <summary>Forgets everything (CONFIG RESETSTAT).</summary>
    public void Reset()
    {
        Array.Clear(_costs);
        Errors.Reset();
    }

    /// <summary>A call begins.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Start(CommandSpec command)
    {
        if (ReferenceEquals(command, _running))
        {
            _runCalls++;
            return;
        }
        StartRun(command);
    }

    /// <summary>The call is done.</summary>
    /// <param name="call">The call, for the slow log.</param>
    /// <param name="failed">Whether it was answered by an error.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Stop(in MeteredCall call, bool failed)
    {
        if (failed)
            _costs[call.Command.Index].Failed++;
        if (!call.Command.IsTimedInRuns || _sink is { ThresholdMicroseconds: >= 0 and < ShareFromMicroseconds })
            EndRun(call);
    }

    /// <summary>A call was refused before it ran.</summary>
    public void Reject(CommandSpec command) => _costs[command.Index].Rejected++;

    /// <summary>The batch is done: no call runs any more.</summary>
    public void Flush()
    {
        if (_running is not null)
            Account(Stopwatch.GetTimestamp());
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void StartRun(CommandSpec command)
    {
        long now = Stopwatch.GetTimestamp();
        if (_running is not null)
            Account(now);
        _running = command;
        _runStart = now;
        _runCalls = 1;
    }

    private void EndRun(in MeteredCall call)
    {
        // EXEC: the commands inside of it have ended its run and counted their own.
        if (_running is null)
            return;
        long now = Stopwatch.GetTimestamp();
        long micros = (long)Stopwatch.GetElapsedTime(_runStart, now).TotalMicroseconds;
        Account(now);
        if (_sink is { ThresholdMicroseconds: >= 0 } && micros >= _sink.ThresholdMicroseconds
            && (call.Command.Flags & CommandFlags.SkipSlowLog) == 0)
            _sink.Add(call, micros);
    }

    private void Account(long now)
    {
        ref CommandCost cost = ref _costs[_running!.Index];
        cost.Calls += _runCalls;
        cost.Ticks += now - _runStart;
        _running = null;
        _runCalls = 0;
    }
}
