using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.SpecialKinds;
using MtcpRedis.Server.Config.Values;
using static MtcpRedis.Server.Config.Directives.CommonKinds;
using static MtcpRedis.Server.Config.Directives.DirectiveFlags;

namespace MtcpRedis.Server.Config.Directives.Data;

/// <summary>Directives about masters and replicas.</summary>
internal static class ReplicationDirectives
{
    public static readonly DirectiveGroup Group = new("Replication");

    public static readonly Directive<MasterAddress> Replicaof = Group.Add(
        "replicaof", new MasterAddressKind(), MasterAddress.None,
        "Master that this node replicates.", Fixed, "slaveof");

    public static readonly Directive<string> Masterauth = Group.Add("masterauth", Secret, "", "Password for the master.", Sensitive);

    public static readonly Directive<string> Masteruser = Group.Add("masteruser", Text, "", "User for the master.", Sensitive);

    public static readonly Directive<bool> ReplicaServeStaleData = Group.Add(
        "replica-serve-stale-data", Bool, true,
        "Answer clients while the master is out of reach.", None, "slave-serve-stale-data");

    public static readonly Directive<bool> ReplicaReadOnly = Group.Add(
        "replica-read-only", Bool, true,
        "Refuse writes from clients on a replica.", None, "slave-read-only");

    public static readonly Directive<long> ReplicaPriority = Group.Add(
        "replica-priority", Count, 100,
        "Who becomes master first: the lowest; 0 never.", None, "slave-priority");

    public static readonly Directive<bool> ReplicaAnnounced = Group.Add("replica-announced", Bool, true, "Show this replica to Sentinel.");

    public static readonly Directive<string> ReplicaAnnounceIp = Group.Add(
        "replica-announce-ip", Text, "",
        "Address by which the master knows this replica; empty: as it sees it.", None, "slave-announce-ip");

    public static readonly Directive<long> ReplicaAnnouncePort = Group.Add(
        "replica-announce-port", PortNumber, 0,
        "Port by which the master knows this replica; 0: as it is.", None, "slave-announce-port");

    public static readonly Directive<bool> ReplicaIgnoreDiskWriteErrors = Group.Add(
        "replica-ignore-disk-write-errors", Bool, false,
        "Go on replicating when the disk fails.");

    public static readonly Directive<bool> ReplDisklessSync = Group.Add(
        "repl-diskless-sync", Bool, true,
        "Send a snapshot to replicas without writing a file.");

    public static readonly Directive<long> ReplDisklessSyncDelay = Group.Add(
        "repl-diskless-sync-delay", Count, 5,
        "Seconds to wait for more replicas before a snapshot is sent.");

    public static readonly Directive<long> ReplDisklessSyncMaxReplicas = Group.Add(
        "repl-diskless-sync-max-replicas", Count, 0,
        "Replicas that end that wait; 0: none.");

    public static readonly Directive<string> ReplDisklessLoad = Group.Add(
        "repl-diskless-load", new ChoiceKind("disabled", "on-empty-db", "swapdb"), "disabled",
        "Load the master's snapshot without a file.");

    public static readonly Directive<long> ReplPingReplicaPeriod = Group.Add(
        "repl-ping-replica-period", Positive, 10,
        "Seconds between pings to replicas.", None, "repl-ping-slave-period");

    public static readonly Directive<long> ReplTimeout = Group.Add(
        "repl-timeout", Positive, 60,
        "Seconds without a sign of life after which a link counts as broken.");

    public static readonly Directive<bool> ReplDisableTcpNodelay = Group.Add(
        "repl-disable-tcp-nodelay", Bool, false,
        "Fewer, larger packets to replicas, later.");

    public static readonly Directive<ulong> ReplBacklogSize = Group.Add(
        "repl-backlog-size", new MemoryKind(1, long.MaxValue, least: 16384), 1UL << 20,
        "Memory for what a replica may miss and still catch up with.");

    public static readonly Directive<long> ReplBacklogTtl = Group.Add(
        "repl-backlog-ttl", LongCount, 3600,
        "Seconds without replicas after which that memory is freed; 0 never.");

    public static readonly Directive<long> MinReplicasToWrite = Group.Add(
        "min-replicas-to-write", Count, 0,
        "Replicas without which writes are refused; 0: none needed.", None, "min-slaves-to-write");

    public static readonly Directive<long> MinReplicasMaxLag = Group.Add(
        "min-replicas-max-lag", Count, 10,
        "Seconds of lag up to which a replica counts for that.", None, "min-slaves-max-lag");

    public static readonly Directive<string> PropagationErrorBehavior = Group.Add(
        "propagation-error-behavior", new ChoiceKind("ignore", "panic", "panic-on-replicas"), "ignore",
        "What to do when a replicated command fails.");
}
