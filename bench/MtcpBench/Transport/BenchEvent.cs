namespace MtcpRedis.Bench.Transport;

/// <summary>One connection that is ready for something.</summary>
/// <param name="Connection">Number that <see cref="IBenchTransport.Open"/> gave.</param>
/// <param name="Readiness">What it is ready for.</param>
internal readonly record struct BenchEvent(int Connection, BenchReadiness Readiness);
