using System.Text;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Info;

/// <summary>
/// INFO stats: what happened since the start or the last CONFIG RESETSTAT. Fields of features that are not here are left out, except
/// those that monitoring tools look for, which are zero.
/// </summary>
internal static class StatsSection
{
    public static void Write(Node node, StringBuilder text)
    {
        CoreLoop[] cores = node.Cores;
        TransportStatistics[] transports = Array.ConvertAll(cores, core => core.Transport.Statistics);
        text.Line("total_connections_received", cores.Sum(core => core.Statistics.Connections))
            .Line("total_commands_processed", node.Keyspace.Shards.Sum(shard => shard.Statistics.Commands) + cores.Sum(core => core.Statistics.Commands))
            .Line("instantaneous_ops_per_sec", node.Rates.CommandsPerSecond)
            .Line("total_net_input_bytes", transports.Sum(transport => transport.ReceivedBytes))
            .Line("total_net_output_bytes", transports.Sum(transport => transport.SentBytes))
            .Line("total_net_repl_input_bytes", 0)
            .Line("total_net_repl_output_bytes", 0)
            .Line("instantaneous_input_kbps", node.Rates.InputPerSecond / 1024.0)
            .Line("instantaneous_output_kbps", node.Rates.OutputPerSecond / 1024.0)
            .Line("instantaneous_input_repl_kbps", 0.0)
            .Line("instantaneous_output_repl_kbps", 0.0)
            .Line("rejected_connections", cores.Sum(core => core.Statistics.Rejected))
            .Line("sync_full", 0)
            .Line("sync_partial_ok", 0)
            .Line("sync_partial_err", 0);
        WriteKeys(node, node.Keyspace.Shards, text);
        text.Line("latest_fork_usec", 0)
            .Line("total_forks", 0)
            .Line("unexpected_error_replies", 0)
            .Line("total_error_replies", CommandStatsSection.Errors(node).Values.Sum())
            .Line("total_reads_processed", transports.Sum(transport => transport.ReceiveCalls))
            .Line("total_writes_processed", transports.Sum(transport => transport.SendCalls))
            .Line("eventloop_cycles", transports.Sum(transport => transport.Polls))
            .Line("client_query_buffer_limit_disconnections", cores.Sum(core => core.Statistics.QueryLimitCloses))
            .Line("client_output_buffer_limit_disconnections", cores.Sum(core => core.Statistics.OutputLimitCloses));
    }

    private static void WriteKeys(Node node, KeyspaceShard[] shards, StringBuilder text) => text
        .Line("expired_keys", shards.Sum(shard => shard.Statistics.Expired))
        .Line("expired_stale_perc", shards.Max(shard => shard.Statistics.ExpiredStalePercent))
        .Line("expired_time_cap_reached_count", shards.Sum(shard => shard.Statistics.ExpireTimeCapReached))
        .Line("evicted_keys", shards.Sum(shard => shard.Statistics.Evicted))
        .Line("evicted_clients", node.Cores.Sum(core => core.Statistics.EvictedClients))
        .Line("keyspace_hits", shards.Sum(shard => shard.Statistics.Hits))
        .Line("keyspace_misses", shards.Sum(shard => shard.Statistics.Misses))
        .Line("pubsub_channels", node.PubSub.ChannelCount)
        .Line("pubsub_patterns", node.PubSub.PatternCount)
        .Line("pubsubshard_channels", node.PubSub.ShardChannelCount);
}
