using MtcpRedis.Conformance.Runs;
using Xunit;
using Xunit.Abstractions;

namespace MtcpRedis.Conformance;

[Trait("Cores", "4")]
public sealed class FourCoreConformanceTests(FourCoreFixture fixture, ITestOutputHelper output)
    : ConformanceTests(fixture, output), IClassFixture<FourCoreFixture>;
