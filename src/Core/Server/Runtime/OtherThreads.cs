using System.Buffers.Text;
using System.Globalization;
using Microsoft.Win32.SafeHandles;

namespace MtcpRedis.Server.Runtime;

/// <summary>
/// Keeps all threads of the process but those of the cores off the cores' processors. A thread starts where its maker may run, and the runtime makes
/// some, its compiler above all, on whichever thread happens to need them: so the look has to be repeated.
/// </summary>
/// <param name="processors">Where they belong; not empty.</param>
/// <param name="cores">The cores' threads, as <see cref="ThreadAffinity.CurrentThread"/> numbers them.</param>
internal sealed class OtherThreads(IReadOnlyList<int> processors, IReadOnlySet<int> cores) : IDisposable
{
    private const string Threads = "/proc/self/task";

    /// <summary>The number of threads in proc_pid_stat(5) is field 20; the name before the third may hold anything.</summary>
    private const int FieldsBeforeCount = 17;

    /// <summary>As many looks later threads are moved even if their number is what it was: one may have gone and another come.</summary>
    private const int LooksBetweenMoves = 8;

    private static readonly TimeSpan s_shortest = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan s_longest = 16 * s_shortest;

    private readonly SafeFileHandle _status = File.OpenHandle("/proc/self/stat");
    private int _lastCount;
    private int _looks;

    /// <summary>
    /// How long to wait for the next look, and how long a new thread may stay where it does not belong: 50 ms, and ever longer, up to 0.8 s, while no
    /// thread comes or goes. A look wakes up a processor that may have better things to do.
    /// </summary>
    public TimeSpan Interval { get; private set; } = s_shortest;

    /// <summary>Looks whether there are new threads, and moves them.</summary>
    /// <returns>False if the system does not allow to move them: looking again is of no use.</returns>
    public bool KeepOff()
    {
        int count = Count();
        TimeSpan longer = 2 * Interval;
        Interval = count != _lastCount ? s_shortest : longer < s_longest ? longer : s_longest;
        if (count == _lastCount && ++_looks < LooksBetweenMoves)
            return true;
        (_lastCount, _looks) = (count, 0);
        foreach (string path in Directory.EnumerateDirectories(Threads))
        {
            int thread = int.Parse(Path.GetFileName(path.AsSpan()), CultureInfo.InvariantCulture);
            if (!cores.Contains(thread) && !ThreadAffinity.TryConfine(thread, processors))
                return false;
        }
        return true;
    }

    public void Dispose() => _status.Dispose();

    /// <summary>Threads of the process, without leaving garbage behind every look.</summary>
    private int Count()
    {
        Span<byte> text = stackalloc byte[1024];
        ReadOnlySpan<byte> fields = text[..RandomAccess.Read(_status, text, 0)];
        fields = fields[(fields.LastIndexOf((byte)')') + 2)..];
        for (int i = 0; i < FieldsBeforeCount; i++)
            fields = fields[(fields.IndexOf((byte)' ') + 1)..];
        return Utf8Parser.TryParse(fields, out int count, out _) ? count : throw new InvalidDataException("/proc/self/stat is not as proc_pid_stat(5) says");
    }
}
