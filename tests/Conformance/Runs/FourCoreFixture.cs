namespace MtcpRedis.Conformance.Runs;

/// <summary>Our server with four cores, more than many machines have: keys lie on different shards.</summary>
public sealed class FourCoreFixture() : DuelFixture(cores: 4);
