using MtcpRedis.Server.Config.Kinds;
using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Data;

/// <summary>Directives about clusters.</summary>
internal static class ClusterDirectives
{
    public static readonly DirectiveGroup Group = new("Cluster");

    public static readonly Directive<bool> ClusterEnabled = Group.Add("cluster-enabled", Bool, false, "Run as a node of a cluster.", Fixed);

    public static readonly Directive<string> ClusterConfigFile = Group.Add(
        "cluster-config-file", FilePath, "nodes.conf",
        "File in which the node keeps the state of the cluster.", Fixed);

    public static readonly Directive<long> ClusterNodeTimeout = Group.Add(
        "cluster-node-timeout", LongCount, 15000,
        "Milliseconds out of reach after which a node counts as failing.");

    public static readonly Directive<long> ClusterPort = Group.Add(
        "cluster-port", PortNumber, 0,
        "Port of the cluster bus; 0: port + 10000.", Fixed);

    public static readonly Directive<long> ClusterReplicaValidityFactor = Group.Add(
        "cluster-replica-validity-factor", Count, 10,
        "How old a replica's data may be for it to take over; 0: any.", None, "cluster-slave-validity-factor");

    public static readonly Directive<long> ClusterMigrationBarrier = Group.Add(
        "cluster-migration-barrier", Count, 1,
        "Replicas that a master keeps when one of them moves to another master.");

    public static readonly Directive<bool> ClusterAllowReplicaMigration = Group.Add(
        "cluster-allow-replica-migration", Bool, true,
        "Replicas move to masters that have none.");

    public static readonly Directive<bool> ClusterRequireFullCoverage = Group.Add(
        "cluster-require-full-coverage", Bool, true,
        "Serve nothing while a slot has no node.");

    public static readonly Directive<bool> ClusterReplicaNoFailover = Group.Add(
        "cluster-replica-no-failover", Bool, false,
        "This replica never takes over by itself.", None, "cluster-slave-no-failover");

    public static readonly Directive<bool> ClusterAllowReadsWhenDown = Group.Add(
        "cluster-allow-reads-when-down", Bool, false,
        "Serve reads while the cluster is down.");

    public static readonly Directive<bool> ClusterAllowPubsubshardWhenDown = Group.Add(
        "cluster-allow-pubsubshard-when-down", Bool, true,
        "Serve sharded pub/sub while the cluster is down.");

    public static readonly Directive<ulong> ClusterLinkSendbufLimit = Group.Add(
        "cluster-link-sendbuf-limit", new MemoryKind(0, ulong.MaxValue), 0UL,
        "Unsent bytes at which a link to another node is closed; 0 means no limit.");

    public static readonly Directive<string> ClusterAnnounceIp = Group.Add(
        "cluster-announce-ip", Text, "",
        "Address by which others know this node.");

    public static readonly Directive<long> ClusterAnnouncePort = Group.Add(
        "cluster-announce-port", PortNumber, 0,
        "Port by which others know this node.");

    public static readonly Directive<long> ClusterAnnounceTlsPort = Group.Add(
        "cluster-announce-tls-port", PortNumber, 0,
        "TLS port by which others know this node.");

    public static readonly Directive<long> ClusterAnnounceBusPort = Group.Add(
        "cluster-announce-bus-port", PortNumber, 0,
        "Port of the cluster bus by which others know this node.");

    public static readonly Directive<string> ClusterAnnounceHostname = Group.Add(
        "cluster-announce-hostname", new StringKind("a host name", AnnouncedName.CheckHost), "",
        "Host name by which others know this node.");

    public static readonly Directive<string> ClusterAnnounceHumanNodename = Group.Add(
        "cluster-announce-human-nodename", new StringKind("a name", AnnouncedName.CheckNode), "",
        "Name of this node in logs.");

    public static readonly Directive<string> ClusterPreferredEndpointType = Group.Add(
        "cluster-preferred-endpoint-type", new ChoiceKind("ip", "hostname", "unknown-endpoint"), "ip",
        "How clients are told where a slot is.");
}
