namespace MtcpRedis.Server.Config.Values;

/// <summary>One condition of the directive <c>save</c>: a snapshot is due once both numbers are reached.</summary>
/// <param name="Seconds">Seconds since the last snapshot, at least 1.</param>
/// <param name="Changes">Changes since the last snapshot.</param>
public readonly record struct SavePoint(long Seconds, int Changes);
