namespace MtcpRedis.StackBench;

/// <summary>The loads that are measured.</summary>
internal static class ScenarioCatalog
{
    internal static Scenario[] All() =>
    [
        new RequestScenario("requests, 50 connections", connections: 50, pipeline: 1),
        new RequestScenario("requests, 1000 connections", connections: 1000, pipeline: 1),
        new RequestScenario("requests, 50 connections, pipeline 16", connections: 50, pipeline: 16),
        new BulkScenario(),
        new OpenCloseScenario(),
        new IdleScenario(connections: 100_000),
    ];
}
