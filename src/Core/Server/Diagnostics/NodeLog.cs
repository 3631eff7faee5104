using System.Globalization;
using System.Text;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Diagnostics;

/// <summary>
/// The node's log, in the form that Redis' operators know: <c>pid:role date level message</c>. Never called on the hot path. A file is
/// opened for each message, so that a log that was renamed is begun anew.
/// </summary>
internal sealed class NodeLog : IDisposable
{
    private static readonly char[] s_marks = ['.', '-', '*', '#'];
    private static readonly UTF8Encoding s_encoding = new(encoderShouldEmitUTF8Identifier: false);

    private readonly Lock _lock = new();
    private readonly string? _path;
    private readonly StreamWriter? _output;

    /// <param name="path"><c>logfile</c>; empty: standard output.</param>
    /// <param name="level">Messages below it are dropped.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    /// <exception cref="UnauthorizedAccessException">It must not be written.</exception>
    public NodeLog(string path, LogLevel level)
    {
        Level = level;
        if (path.Length == 0)
        {
            _output = new StreamWriter(Console.OpenStandardOutput(), s_encoding) { AutoFlush = true };
            return;
        }
        // The working directory may change later.
        _path = Path.GetFullPath(path);
        File.AppendAllText(_path, "", s_encoding);
    }

    public LogLevel Level { get; set; }

    /// <summary>Whether it goes to a terminal.</summary>
    public bool IsTerminal => _output is not null && !Console.IsOutputRedirected;

    public void Debug(string message) => Write(LogLevel.Debug, message);

    public void Verbose(string message) => Write(LogLevel.Verbose, message);

    public void Notice(string message) => Write(LogLevel.Notice, message);

    public void Warning(string message) => Write(LogLevel.Warning, message);

    /// <summary>Writes text as it is, without time and level (the logo).</summary>
    public void Raw(string text)
    {
        if (Level <= LogLevel.Notice)
            Append(text);
    }

    public void Dispose()
    {
        lock (_lock)
            _output?.Flush();
    }

    private void Write(LogLevel level, string message)
    {
        if (level < Level)
            return;
        string time = DateTime.Now.ToString("dd MMM yyyy HH:mm:ss.fff", CultureInfo.InvariantCulture);
        Append($"{Environment.ProcessId}:M {time} {s_marks[(int)level]} {message}");
    }

    private void Append(string text)
    {
        lock (_lock)
        {
            try
            {
                if (_path is null)
                    _output!.WriteLine(text);
                else
                    File.AppendAllText(_path, text + "\n", s_encoding);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                // A full disk or a closed pipe must not end the server; whoever looks at standard error learns of it.
                Console.Error.WriteLine($"The log cannot be written ({e.Message}): {text}");
            }
        }
    }
}
