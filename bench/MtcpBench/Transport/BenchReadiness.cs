namespace MtcpRedis.Bench.Transport;

/// <summary>What became possible on a connection.</summary>
[Flags]
internal enum BenchReadiness
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The active open is complete; bytes can be sent.</summary>
    Connected = 1,

    /// <summary>Bytes, or the peer's end of stream, wait to be received.</summary>
    Readable = 2,

    /// <summary>There is room again after a send that took less than it was given.</summary>
    Writable = 4,

    /// <summary>The connection is gone: refused, reset or timed out. <see cref="IBenchTransport.FailureOf"/> says why.</summary>
    Failed = 8,
}
