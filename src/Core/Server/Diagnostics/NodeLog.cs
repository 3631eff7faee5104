using System.Globalization;
using System.Text;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Diagnostics;

/// <summary>
/// The node's log, in the form that Redis' operators know: <c>pid:role date level message</c>. Never called on the hot path.
/// </summary>
internal sealed class NodeLog : IDisposable
{
    private static readonly char[] s_marks = ['.', '-', '*', '#'];

    private readonly Lock _lock = new();
    private readonly TextWriter _writer;
    private readonly bool _owned;

    /// <param name="path"><c>logfile</c>; empty: standard output.</param>
    /// <param name="level">Messages below it are dropped.</param>
    public NodeLog(string path, LogLevel level)
    {
        Level = level;
        _owned = path.Length != 0;
        _writer = _owned
            ? new StreamWriter(path, append: true, new UTF8Encoding(false)) { AutoFlush = true }
            : new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
    }

    public LogLevel Level { get; set; }

    public void Debug(string message) => Write(LogLevel.Debug, message);

    public void Verbose(string message) => Write(LogLevel.Verbose, message);

    public void Notice(string message) => Write(LogLevel.Notice, message);

    public void Warning(string message) => Write(LogLevel.Warning, message);

    /// <summary>Writes text as it is, without time and level (the banner).</summary>
    public void Raw(string text)
    {
        lock (_lock)
            _writer.WriteLine(text);
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _writer.Flush();
            if (_owned)
                _writer.Dispose();
        }
    }

    private void Write(LogLevel level, string message)
    {
        if (level < Level)
            return;
        string time = DateTime.Now.ToString("dd MMM yyyy HH:mm:ss.fff", CultureInfo.InvariantCulture);
        Raw($"{Environment.ProcessId}:M {time} {s_marks[(int)level]} {message}");
    }
}
