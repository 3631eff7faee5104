namespace MtcpRedis.TestKit;

/// <summary>Places in the source tree, found from where the tests run.</summary>
public static class RepositoryPaths
{
    /// <summary>The folder that holds <c>MtcpRedis.sln</c>.</summary>
    /// <exception cref="DirectoryNotFoundException">The tests run outside the source tree.</exception>
    public static string Root
    {
        get
        {
            for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            {
                if (File.Exists(Path.Combine(folder.FullName, "MtcpRedis.sln")))
                {
                    return folder.FullName;
                }
            }

            throw new DirectoryNotFoundException($"no MtcpRedis.sln above {AppContext.BaseDirectory}");
        }
    }

    /// <summary>The configuration the tests were built with, <c>Debug</c> or <c>Release</c>.</summary>
    public static string Configuration
    {
        get
        {
            var parts = AppContext.BaseDirectory.TrimEnd(Path.DirectorySeparatorChar).Split(Path.DirectorySeparatorChar);
            return parts.Length >= 2 && parts[^2] is "Release" ? "Release" : "Debug";
        }
    }

    /// <summary>
    /// Our server's executable: the one named by the environment variable MTCP_REDIS_BIN, or the one built beside the tests.
    /// </summary>
    public static string ServerExecutable =>
        Environment.GetEnvironmentVariable("MTCP_REDIS_BIN") is { Length: > 0 } named
            ? named
            : Path.Combine(Root, "src", "Core", "Server", "bin", Configuration, "net10.0", "mtcp-redis");
}
