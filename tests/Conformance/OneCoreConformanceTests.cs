using MtcpRedis.Conformance.Runs;
using Xunit;
using Xunit.Abstractions;

namespace MtcpRedis.Conformance;

[Trait("Cores", "1")]
public sealed class OneCoreConformanceTests(OneCoreFixture fixture, ITestOutputHelper output)
    : ConformanceTests(fixture, output), IClassFixture<OneCoreFixture>;
