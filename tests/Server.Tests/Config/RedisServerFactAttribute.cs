using Xunit;

namespace MtcpRedis.Server.Tests.Config;

/// <summary>A test that compares with a real redis-server of version 7.0, and is skipped where none is installed.</summary>
internal sealed class RedisServerFactAttribute : FactAttribute
{
    public RedisServerFactAttribute()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':');
        if (!folders.Any(f => File.Exists(Path.Combine(f, "redis-server"))))
            Skip = "redis-server is not installed";
    }
}
