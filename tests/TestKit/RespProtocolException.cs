namespace MtcpRedis.TestKit;

/// <summary>The server sent something that is no RESP.</summary>
public sealed class RespProtocolException(string message) : Exception(message);
