namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>Where a node listens.</summary>
public sealed record ListenOptions
{
    /// <summary>As <see cref="Port"/>: the first address chooses a free port, all others take the same.</summary>
    public const int EphemeralPort = -1;

    /// <summary>
    /// Addresses as the directive <c>bind</c> takes them: IPv4, IPv6, host names, <c>*</c> (all of IPv4), <c>::*</c> (all of IPv6); a leading
    /// <c>-</c> means that the address may be missing on this machine.
    /// </summary>
    public IReadOnlyList<string> Addresses { get; init; } = ["*", "-::*"];

    /// <summary>TCP port, 1 to 65535; 0 listens on no TCP port; <see cref="EphemeralPort"/>.</summary>
    public int Port { get; init; }

    /// <summary>Path of the Unix-domain socket; null or empty for none. A file left there is removed if it is a socket.</summary>
    public string? UnixSocketPath { get; init; }

    /// <summary>Permission bits of the Unix-domain socket; 0 leaves what the process' umask gives.</summary>
    public int UnixSocketPermissions { get; init; }

    /// <summary>Length of the queue of connections not yet accepted, as the directive <c>tcp-backlog</c>.</summary>
    public int Backlog { get; init; } = 511;

    /// <summary>How many transports share the work: each gets a listener of its own for every TCP address.</summary>
    public int Cores { get; init; } = 1;
}
