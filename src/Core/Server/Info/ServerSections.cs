using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Config.Settings;
using MtcpRedis.Server.Runtime;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Info;

/// <summary>The sections about the process, its clients and its place in the world.</summary>
internal static class ServerSections
{
    public static void Server(Node node, StringBuilder text)
    {
        ServerSettings settings = node.Config.Settings;
        long now = DateTimeOffset.UtcNow.ToUnixTimeMilliseconds();
        long uptime = (now - node.StartedAt) / 1000;
        text.Line("redis_version", ProductVersion.Redis)
            .Line("mtcp_redis_version", ProductVersion.Own)
            .Line("redis_git_sha1", "00000000")
            .Line("redis_git_dirty", 0)
            .Line("redis_build_id", "0")
            .Line("redis_mode", "standalone")
            .Line("os", RuntimeInformation.OSDescription)
            .Line("arch_bits", 64)
            .Line("monotonic_clock", Stopwatch.IsHighResolution ? "POSIX clock_gettime" : "system clock")
            .Line("multiplexing_api", "epoll")
            .Line("process_id", Environment.ProcessId)
            .Line("process_supervised", "no")
            .Line("run_id", node.RunId)
            .Line("tcp_port", settings.Network.Value.Port)
            .Line("server_time_usec", now * 1000)
            .Line("uptime_in_seconds", uptime)
            .Line("uptime_in_days", uptime / 86400)
            .Line("hz", node.Keyspace.Settings.Value.Hz)
            .Line("configured_hz", node.Keyspace.Settings.Value.Hz)
            .Line("lru_clock", now / 1000 & 0xFFFFFF)
            .Line("executable", Environment.ProcessPath ?? "")
            .Line("config_file", node.Config.File ?? "")
            .Line("mtcp_cores", node.Cores.Length);
    }

    public static void Clients(Node node, StringBuilder text)
    {
        Session[] sessions = node.Clients.Snapshot();
        text.Line("connected_clients", sessions.Length)
            .Line("cluster_connections", 0)
            .Line("maxclients", node.SessionSettings.Value.MaxClients)
            .Line("client_recent_max_input_buffer", sessions.Length == 0 ? 0 : sessions.Max(session => (long)session.Input.Capacity))
            .Line("client_recent_max_output_buffer", sessions.Length == 0 ? 0 : sessions.Max(session => session.Output.Capacity))
            .Line("blocked_clients", sessions.Count(session => session.State == SessionState.Blocked))
            .Line("tracking_clients", 0)
            .Line("total_blocking_keys", node.Keyspace.Shards.Sum(shard => shard.Blocked.KeyCount))
            .Line("clients_in_timeout_table", sessions.Count(session => session.State == SessionState.Blocked));
    }

    public static void Persistence(Node node, StringBuilder text) =>
        text.Line("loading", 0)
            .Line("rdb_changes_since_last_save", node.Keyspace.Shards.Sum(shard => shard.Dirty))
            .Line("rdb_bgsave_in_progress", 0)
            .Line("rdb_last_save_time", node.StartedAt / 1000)
            .Line("rdb_last_bgsave_status", "ok")
            .Line("rdb_last_bgsave_time_sec", -1)
            .Line("rdb_current_bgsave_time_sec", -1)
            .Line("aof_enabled", 0)
            .Line("aof_rewrite_in_progress", 0)
            .Line("aof_rewrite_scheduled", 0)
            .Line("aof_last_rewrite_time_sec", -1)
            .Line("aof_current_rewrite_time_sec", -1)
            .Line("aof_last_bgrewrite_status", "ok")
            .Line("aof_last_write_status", "ok");

    public static void Replication(Node node, StringBuilder text) =>
        text.Line("role", "master")
            .Line("connected_slaves", 0)
            .Line("master_failover_state", "no-failover")
            .Line("master_replid", node.RunId)
            .Line("master_replid2", new string('0', node.RunId.Length))
            .Line("master_repl_offset", 0)
            .Line("second_repl_offset", -1)
            .Line("repl_backlog_active", 0)
            .Line("repl_backlog_size", node.Config.Get(["repl-backlog-size"])[0].Value)
            .Line("repl_backlog_first_byte_offset", 0)
            .Line("repl_backlog_histlen", 0);

    public static void Cpu(Node node, StringBuilder text)
    {
        using Process process = Process.GetCurrentProcess();
        text.Line("used_cpu_sys", process.PrivilegedProcessorTime.TotalSeconds, "F6")
            .Line("used_cpu_user", process.UserProcessorTime.TotalSeconds, "F6")
            .Line("used_cpu_sys_children", 0.0, "F6")
            .Line("used_cpu_user_children", 0.0, "F6");
    }

    public static void Cluster(Node node, StringBuilder text) => text.Line("cluster_enabled", 0);

    public static void Keyspace(Node node, StringBuilder text)
    {
        for (int i = 0; i < node.Keyspace.Settings.Value.Databases; i++)
        {
            long keys = 0, expiring = 0;
            double lifetimes = 0;
            foreach (KeyspaceShard shard in node.Keyspace.Shards)
            {
                keys += shard.Databases[i].Count;
                expiring += shard.Databases[i].ExpiringCount;
                lifetimes += shard.Databases[i].AverageTtl * shard.Databases[i].ExpiringCount;
            }
            if (keys > 0)
                text.Line($"db{i}", $"keys={keys},expires={expiring},avg_ttl={(long)(lifetimes / Math.Max(1, expiring))}");
        }
    }
}
