namespace MtcpRedis.Server.Sessions;

/// <summary>One class of <c>client-output-buffer-limit</c>.</summary>
/// <param name="Hard">Bytes at which the client is closed at once; 0: no limit.</param>
/// <param name="Soft">Bytes that may be exceeded for a while; 0: no limit.</param>
/// <param name="SoftSeconds">How long.</param>
internal readonly record struct OutputLimit(long Hard, long Soft, int SoftSeconds);
