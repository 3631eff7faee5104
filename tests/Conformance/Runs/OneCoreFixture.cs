namespace MtcpRedis.Conformance.Runs;

/// <summary>Our server with one core: every shard is local.</summary>
public sealed class OneCoreFixture() : DuelFixture(cores: 1);
