// File modes: the server runs on Linux only.
#pragma warning disable CA1416

namespace MtcpRedis.Server.Config.Files;

/// <summary>Reading and replacing configuration files, with errors for the user.</summary>
internal static class ConfigFile
{
    private const UnixFileMode DefaultMode =
        UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead;

    /// <summary>Reads a whole file.</summary>
    /// <exception cref="ConfigException">It cannot be read; the message says why.</exception>
    public static byte[] Read(string path)
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new ConfigException($"can't open config file '{path}': {Reason(path, e)}", e);
        }
    }

    /// <summary>Replaces a file in one step: whoever reads it sees the old contents or the new ones, even after a crash.</summary>
    /// <exception cref="IOException">Writing failed; the file is as it was.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory may not be written to; the file is as it was.</exception>
    public static void Replace(string path, byte[] contents)
    {
        string target = new FileInfo(path).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? path;
        string temporary = $"{target}.{Environment.ProcessId}.tmp";
        UnixFileMode mode = File.Exists(target) ? File.GetUnixFileMode(target) : DefaultMode;
        try
        {
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, UnixCreateMode = mode };
            using (var stream = new FileStream(temporary, options))
            {
                stream.Write(contents);
                stream.Flush(flushToDisk: true);
            }

            File.Move(temporary, target, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Why a file cannot be used, in the words of the system.</summary>
    public static string Reason(string path, Exception error) => error switch
    {
        _ when Directory.Exists(path) => "Is a directory",
        FileNotFoundException or DirectoryNotFoundException => "No such file or directory",
        UnauthorizedAccessException => "Permission denied",
        _ => error.Message,
    };
}
