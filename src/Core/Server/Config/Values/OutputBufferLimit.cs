namespace MtcpRedis.Server.Config.Values;

/// <summary>When a client is disconnected because it does not read its replies.</summary>
/// <param name="HardBytes">Unread bytes at which it is disconnected at once; 0 means never.</param>
/// <param name="SoftBytes">Unread bytes that it may not stay above for <paramref name="SoftSeconds"/>; 0 means never.</param>
/// <param name="SoftSeconds">Seconds for <paramref name="SoftBytes"/>.</param>
public sealed record OutputBufferLimit(long HardBytes, long SoftBytes, int SoftSeconds);
