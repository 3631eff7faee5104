using System.Runtime.InteropServices;
using MtcpRedis.TestKit;

namespace MtcpRedis.Compare.Servers;

/// <summary>A contender in a process of its own on one CPU.</summary>
internal sealed partial class PinnedServer : ServerProcess
{
    private readonly Contender _contender;
    private readonly int _cpu;

    /// <summary>Starts the server and waits until it answers.</summary>
    public PinnedServer(Contender contender, int cpu)
    {
        (_contender, _cpu) = (contender, cpu);
        Start();
    }

    /// <inheritdoc/>
    public override string Name => _contender.Name;

    /// <summary>CPU time of all its threads so far, ended ones included, in nanoseconds (clock_getcpuclockid(3)).</summary>
    public long CpuNanoseconds
    {
        get
        {
            var error = GetCpuClockId(ProcessId, out var clock);
            if (error != 0 || GetTime(clock, out var time) != 0)
            {
                throw new InvalidOperationException($"cannot read the CPU time of process {ProcessId}: {Marshal.GetPInvokeErrorMessage(error != 0 ? error : Marshal.GetLastPInvokeError())}");
            }

            return (time.Seconds * 1_000_000_000) + time.Nanoseconds;
        }
    }

    /// <inheritdoc/>
    protected override (string Program, IEnumerable<string> Arguments) CommandLine(int port) =>
        ("taskset", ["-c", $"{_cpu}", _contender.Program, .. _contender.Arguments(port, Folder)]);

    [LibraryImport("libc", EntryPoint = "clock_getcpuclockid")]
    private static partial int GetCpuClockId(int pid, out int clock);

    [LibraryImport("libc", EntryPoint = "clock_gettime", SetLastError = true)]
    private static partial int GetTime(int clock, out TimeSpec time);

    private struct TimeSpec
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
