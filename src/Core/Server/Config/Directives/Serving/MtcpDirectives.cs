using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.Values;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Serving;

/// <summary>Directives of our own.</summary>
internal static class MtcpDirectives
{
    private static readonly EnumKind<TransportKind> s_transports = new(
        ("sockets", TransportKind.Sockets), ("dpdk", TransportKind.Dpdk));

    public static readonly DirectiveGroup Group = new("The node itself");

    public static readonly Directive<long> Cores = Group.Add(
        "mtcp-cores", new IntegerKind(0, 1024), 1,
        "Threads that serve, each with its own share of the keys; 0: one per processor.", Fixed | InEffect);

    public static readonly Directive<bool> Pin = Group.Add(
        "mtcp-pin", new SwitchKind(), false,
        "Bind each of these threads to a processor of its own, and keep the rest of the process off it where others are left.", Fixed | InEffect);

    public static readonly Directive<TransportKind> Transport = Group.Add(
        "mtcp-transport", s_transports, TransportKind.Sockets,
        "What carries the clients' bytes: the kernel's sockets alone, or our own TCP/IP stack over DPDK beside them.", Fixed | InEffect);

    public static readonly Directive<long> GatherMicroseconds = Group.Add(
        "mtcp-gather-usec", new IntegerKind(0, 1000), 100,
        "Longest time, in microseconds, that a core which is not busy leaves requests of many connections to gather; 0: it looks at each at once.",
        Fixed | InEffect);
}
