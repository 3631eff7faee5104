using MtcpRedis.Server.Config.Directives.Serving;
using MtcpRedis.Server.Config.Files;

namespace MtcpRedis.Server.Config;

/// <summary>
/// Makes the directive <c>dir</c> the working directory of the process. A change of the whole process, so it is up to the program, not
/// to <see cref="ConfigRegistry"/>, to ask for it.
/// </summary>
public static class WorkingDirectory
{
    /// <summary>Changes to the directory now, and again whenever CONFIG SET changes it.</summary>
    /// <param name="registry">The configuration of the process.</param>
    /// <exception cref="ConfigException">The directory cannot be entered.</exception>
    public static void Follow(ConfigRegistry registry)
    {
        ArgumentNullException.ThrowIfNull(registry);
        ConfigValues values = registry.Settings.Values;
        if (Enter(values) is { } reason)
            throw new ConfigException($"can't change to directory '{PathOf(values)}': {reason}");
        registry.AddApplier(ProcessDirectives.Dir, Enter);
    }

    private static string? Enter(ConfigValues values)
    {
        string path = PathOf(values);
        try
        {
            Directory.SetCurrentDirectory(path);
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Directory.Exists(path) ? "Permission denied" : ConfigFile.Reason(path, e);
        }
    }

    private static string PathOf(ConfigValues values) => ConfigText.ToDisplay(values.Format(ProcessDirectives.Dir));
}
