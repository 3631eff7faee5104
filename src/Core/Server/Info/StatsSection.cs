using System.Text;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.NetStack.Transport;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Info;

/// <summary>INFO stats: what happened since the start or the last CONFIG RESETSTAT.</summary>
internal static class StatsSection
{
    /// <summary>Calls that ran on a core or its shard and were answered by an error.</summary>
    private static long Failed(CoreLoop core)
    {
        long failed = 0;
        foreach (ref readonly CommandCost cost in core.LocalShard.Executor.Meter.Costs)
            failed += cost.Failed;
        foreach (ref readonly CommandCost cost in core.Operations.Meter.Costs)
            failed += cost.Failed;
        return failed;
    }

    public static void Write(Node node, StringBuilder text)
    {
        KeyspaceShard[] shards = node.Keyspace.Shards;
        CoreLoop[] cores = node.Cores;
        TransportStatistics[] transports = Array.ConvertAll(cores, core => core.Transport.Statistics);
        text.Line("total_connections_received", cores.Sum(core => core.Statistics.Connections))
            .Line("total_commands_processed", shards.Sum(shard => shard.Statistics.Commands) + cores.Sum(core => core.Statistics.Commands))
            .Line("instantaneous_ops_per_sec", node.Rates.CommandsPerSecond)
            .Line("total_net_input_bytes", transports.Sum(transport => transport.ReceivedBytes))
            .Line("total_net_output_bytes", transports.Sum(transport => transport.SentBytes))
            .Line("rejected_connections", cores.Sum(core => core.Statistics.Rejected))
            .Line("expired_keys", shards.Sum(shard => shard.Statistics.Expired))
            .Line("expired_stale_perc", shards.Max(shard => shard.Statistics.ExpiredStalePercent))
            .Line("expired_time_cap_reached_count", shards.Sum(shard => shard.Statistics.ExpireTimeCapReached))
            .Line("evicted_keys", shards.Sum(shard => shard.Statistics.Evicted))
            .Line("keyspace_hits", shards.Sum(shard => shard.Statistics.Hits))
            .Line("keyspace_misses", shards.Sum(shard => shard.Statistics.Misses))
            .Line("pubsub_channels", node.PubSub.ChannelCount)
            .Line("pubsub_patterns", node.PubSub.PatternCount)
            .Line("pubsubshard_channels", node.PubSub.ShardChannelCount)
            .Line("total_error_replies", cores.Sum(core => core.Statistics.Errors + Failed(core)))
            .Line("client_query_buffer_limit_disconnections", cores.Sum(core => core.Statistics.QueryLimitCloses))
            .Line("client_output_buffer_limit_disconnections", cores.Sum(core => core.Statistics.OutputLimitCloses))
            .Line("receive_calls", transports.Sum(transport => transport.ReceiveCalls))
            .Line("send_calls", transports.Sum(transport => transport.SendCalls))
            .Line("polls", transports.Sum(transport => transport.Polls));
    }
}
