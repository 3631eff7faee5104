namespace MtcpRedis.TestKit;

/// <summary>The server closed or reset the connection while a reply was expected.</summary>
public sealed class RespConnectionClosedException(string message) : Exception(message);
