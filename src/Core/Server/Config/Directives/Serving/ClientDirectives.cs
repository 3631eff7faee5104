using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.SpecialKinds;
using MtcpRedis.Server.Config.Values;
using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Serving;

/// <summary>Directives about the limits of clients.</summary>
internal static class ClientDirectives
{
    public static readonly DirectiveGroup Group = new("Clients");

    public static readonly Directive<long> Maxclients = Group.Add(
        "maxclients", new IntegerKind(1, uint.MaxValue), 10000,
        "Connections at the same time; one more is refused with an error.", InEffect);

    public static readonly Directive<ulong> ClientQueryBufferLimit = Group.Add(
        "client-query-buffer-limit", new MemoryKind(1 << 20), 1UL << 30,
        "Bytes of one request not yet complete at which its client is disconnected.", InEffect);

    public static readonly Directive<OutputBufferLimits> ClientOutputBufferLimit = Group.Add(
        "client-output-buffer-limit", new OutputBufferLimitsKind(), OutputBufferLimits.Default,
        "Unread replies at which a client is disconnected, per class: hard limit, or soft limit for that many seconds; "
        + "0 means no limit.", InEffect);

    public static readonly Directive<ulong> ProtoMaxBulkLen = Group.Add(
        "proto-max-bulk-len", new MemoryKind(1 << 20), 512UL << 20,
        "Longest single argument of a request, and longest string that a command may make.", InEffect);

    public static readonly Directive<MemoryOrPercent> MaxmemoryClients = Group.Add(
        "maxmemory-clients", new MemoryOrPercentKind(), default,
        "Memory of all clients' buffers together above which the largest client is disconnected; 0 means no limit.",
        InEffect);

    public static readonly Directive<long> TrackingTableMaxKeys = Group.Add(
        "tracking-table-max-keys", LongCount, 1000000,
        "Keys remembered for client-side caching; 0 means no limit.");
}
