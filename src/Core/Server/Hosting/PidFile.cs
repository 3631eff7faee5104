using MtcpRedis.Server.Diagnostics;

namespace MtcpRedis.Server.Hosting;

/// <summary><c>pidfile</c>: holds the process' number while it runs.</summary>
internal sealed class PidFile : IDisposable
{
    private readonly string _path;

    private PidFile(string path) => _path = path;

    /// <summary>Writes the file; a file that cannot be written is worth a warning, not the start.</summary>
    public static PidFile? Create(string path, NodeLog log)
    {
        if (path.Length == 0)
            return null;
        try
        {
            File.WriteAllText(path, $"{Environment.ProcessId}\n");
            return new PidFile(Path.GetFullPath(path));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            log.Warning($"Failed to write PID file: {e.Message}");
            return null;
        }
    }

    public void Dispose() => File.Delete(_path);
}
