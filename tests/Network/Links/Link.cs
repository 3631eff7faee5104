using System.Net;
using MtcpRedis.Network.Support;

namespace MtcpRedis.Network.Links;

/// <summary>The network between a node and the kernel's clients: namespaces, interfaces and addresses, gone after <see cref="Dispose"/>.</summary>
public abstract class Link : IDisposable
{
    protected const string ClientInterface = "c0";
    private const int Prefix4 = 16;
    private const int Prefix6 = 64;

    /// <summary>The node's addresses.</summary>
    public static IPAddress Node4 { get; } = IPAddress.Parse("10.99.0.1");

    public static IPAddress Node6 { get; } = IPAddress.Parse("fd99::1");

    /// <summary>The clients' own.</summary>
    public static IPAddress Client4 { get; } = IPAddress.Parse("10.99.0.2");

    public static IPAddress Client6 { get; } = IPAddress.Parse("fd99::2");

    /// <summary>The node's addresses with their prefixes, as it is configured with them.</summary>
    public static string[] NodeAddresses { get; } = [$"{Node4}/{Prefix4}", $"{Node6}/{Prefix6}"];

    /// <summary>Where the node runs.</summary>
    public abstract NetworkNamespace ServerSide { get; }

    /// <summary>Where clients run.</summary>
    public abstract NetworkNamespace ClientSide { get; }

    /// <summary>Name of the kernel's interface to the node.</summary>
    public string Interface => ClientInterface;

    /// <summary>The device for <c>mtcp.dpdk-device</c>.</summary>
    public abstract string Device { get; }

    /// <summary>Queues of the device: cores of the node.</summary>
    public abstract int Queues { get; }

    /// <summary>Makes the network for a kind of link.</summary>
    public static Link Make(LinkKind kind) => kind is LinkKind.Tap ? new TapLink() : new VethLink(kind);

    /// <summary>Called when the node has started its port.</summary>
    public virtual void PortIsUp()
    {
    }

    public abstract void Dispose();

    private static bool AllowsCubic =>
        File.ReadAllText("/proc/sys/net/ipv4/tcp_allowed_congestion_control").Contains("cubic", StringComparison.Ordinal);

    /// <summary>Gives the kernel's interface its addresses and turns it on.</summary>
    protected void BringUpClientSide()
    {
        // Machines differ in what they use by default, and some algorithms make a stream that begins badly crawl for minutes.
        ClientSide.SetControl("net/ipv4/tcp_congestion_control", AllowsCubic ? "cubic" : "reno");
        ClientSide.Ip($"addr add {Client4}/{Prefix4} dev {ClientInterface}");
        ClientSide.Ip($"addr add {Client6}/{Prefix6} dev {ClientInterface} nodad");
        ClientSide.Ip($"link set {ClientInterface} up");
    }
}
