using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Streams;

/// <summary>All that a client can learn about one key.</summary>
/// <param name="Key">Its name.</param>
/// <param name="Type">The reply of TYPE.</param>
/// <param name="Encoding">The reply of OBJECT ENCODING.</param>
/// <param name="Expires">The reply of PEXPIRETIME.</param>
/// <param name="Content">The whole value.</param>
public sealed record KeyState(byte[] Key, string Type, RespValue Encoding, RespValue Expires, RespValue Content);
