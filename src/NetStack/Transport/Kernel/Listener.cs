namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>A listening socket as a transport sees it.</summary>
/// <param name="Descriptor">The socket; owned by the <see cref="ListenerSet"/>.</param>
/// <param name="IsUnix">Whether it is a Unix-domain socket, which all cores share.</param>
internal readonly record struct Listener(int Descriptor, bool IsUnix);
