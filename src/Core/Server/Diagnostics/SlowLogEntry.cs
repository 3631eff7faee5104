namespace MtcpRedis.Server.Diagnostics;

/// <summary>One slow call.</summary>
/// <param name="Id">Ascending over the node's life.</param>
/// <param name="Time">Unix time in seconds.</param>
/// <param name="Microseconds">How long it took.</param>
/// <param name="Arguments">The call, shortened as Redis does.</param>
/// <param name="Peer">The client's address.</param>
/// <param name="Name">The client's name.</param>
internal sealed record SlowLogEntry(long Id, long Time, long Microseconds, byte[][] Arguments, string Peer, string Name);
