namespace MtcpRedis.Bench.Load;

/// <summary>The load cannot go on: a connection failed, the server refused the greeting, bytes were not RESP, or nothing came any more.
/// The message is one line for the user.</summary>
internal sealed class LoadException(string message) : Exception(message);
