using MtcpRedis.Conformance.Runs;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>Starts the server under test.</summary>
public static class Subject
{
    /// <summary>Our server; or, with SUBJECT=redis, a real one, which shows that a scenario asks for what Redis does.</summary>
    public static ServerProcess Start(int cores, params string[] extra) =>
        ConformanceSettings.FromEnvironment().AgainstReference ? new RedisServerProcess(extra) : new MtcpRedisProcess(cores, extra);
}
