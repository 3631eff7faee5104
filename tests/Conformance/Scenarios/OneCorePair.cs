namespace MtcpRedis.Conformance.Scenarios;

/// <summary>A pair that all tests of a class share; ours has one core.</summary>
public sealed class OneCorePair : IDisposable
{
    public Pair Servers { get; } = new(cores: 1);

    public void Dispose() => Servers.Dispose();
}
