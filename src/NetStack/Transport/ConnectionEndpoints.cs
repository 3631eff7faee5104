namespace MtcpRedis.NetStack.Transport;

/// <summary>The two ends of a connection.</summary>
/// <param name="Local">
/// Our end as <c>CLIENT LIST</c> prints it: <c>127.0.0.1:6379</c>, <c>[::1]:6379</c>, or the path of the Unix-domain socket and <c>:0</c>.
/// </param>
/// <param name="Peer">The other end in the same form; the same path again for a Unix-domain socket.</param>
/// <param name="IsLocal">True when the peer is on this machine (127.0.0.0/8, ::1 or a Unix-domain socket): what protected mode lets in.</param>
/// <param name="IsUnixSocket">True for a Unix-domain socket.</param>
/// <param name="Descriptor">The number of the file descriptor, or the slot where the carrier has no descriptors.</param>
public readonly record struct ConnectionEndpoints(string Local, string Peer, bool IsLocal, bool IsUnixSocket, int Descriptor);
