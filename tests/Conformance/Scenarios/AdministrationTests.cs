using System.Text.RegularExpressions;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>What operators look at: MONITOR, SLOWLOG, CLIENT, INFO and the command table say what a real Redis says.</summary>
[Trait("Family", "scenarios")]
public sealed partial class AdministrationTests : IDisposable
{
    private readonly Pair _pair = new(cores: 4);

    public void Dispose() => _pair.Dispose();

    [Fact]
    public void Monitor_CommandsOfAnotherClient_AreShownAlike()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var monitor = server.Connect();
            using var client = server.Connect();
            Assert.Equal("OK", monitor.Must("MONITOR").Text);
            client.CallAll([
                new(
                    "SET",
                    "k",
                    "a \"b\"\r\n\0\xff"), new("GET",
                    "k"), new("SELECT",
                    "3"), new("PING"), new("NOSUCH",
                    "x"), new("GET"), new("MULTI"), new("INCR",
                    "n"),
                new("EXEC"), new("CONFIG", "GET", "port"), new("AUTH", "secret"), new("DEL", "last"),
            ]);
            var lines = new List<string>();
            do
            {
                lines.Add(TimeAndAddress().Replace(monitor.ReceiveFrame().Text, "[$1 addr]"));
            }
            while (!lines[^1].Contains("\"last\"", StringComparison.Ordinal));
            return lines;
        });
        Assert.Equal(expected, actual);
    }

    /// <summary>HELLO with a wrong password is shown as well, which is how passwords would get out.</summary>
    [Fact]
    public void MonitorAndSlowlog_Passwords_AreNotShown()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var monitor = server.Connect();
            using var client = server.Connect();
            Assert.Equal("OK", monitor.Must("MONITOR").Text);
            client.Must("CONFIG", "SET", "slowlog-log-slower-than", "0");
            client.Must("SLOWLOG", "RESET");
            client.CallAll([
                new("AUTH", "secret"), new("AUTH", "user", "secret"), new("HELLO", "2", "AUTH", "user", "secret", "SETNAME", "me"),
                new("CONFIG", "SET", "masterauth", "secret", "timeout", "0"), new("CONFIG", "SET", "timeout", "0"), new("DEL", "last"),
            ]);
            client.Must("CONFIG", "SET", "slowlog-log-slower-than", "-1");
            var lines = new List<string>();
            do
            {
                lines.Add(TimeAndAddress().Replace(monitor.ReceiveFrame().Text, "[$1 addr]"));
            }
            while (!lines[^1].Contains("\"last\"", StringComparison.Ordinal));
            lines.AddRange(client.Must("SLOWLOG", "GET", "50").Items.Select(entry => entry.Items[3].ToString()!));
            return lines;
        });
        Assert.Equal(expected, actual);
        Assert.DoesNotContain(actual, line => line.Contains("secret", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("CLIENT PAUSE 0 WRITE x")]
    [InlineData("SLOWLOG GET 1 2")]
    [InlineData("COMMAND GETKEYS SSUBSCRIBE a b")]
    [InlineData("COMMAND GETKEYS SPUBLISH a b")]
    [InlineData("COMMAND GETKEYS SUBSCRIBE a b")]
    public void Command_OddArguments_IsAnsweredAlike(string line)
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            return client.Call(line.Split(' ')).ToString();
        });
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void Slowlog_EverythingIsSlow_KeepsTheSameEntries()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            client.Must("CLIENT", "SETNAME", "me");
            client.Must("CONFIG", "SET", "slowlog-max-len", "6");
            client.Must("CONFIG", "SET", "slowlog-log-slower-than", "0");
            client.Must("SLOWLOG", "RESET");
            client.Must("SET", "k", new string('x', 500));
            client.Call("GET");
            client.Must(["SADD", "s", .. Enumerable.Range(0, 100).Select(i => $"{i}")]);
            client.CallAll([new("MULTI"), new("INCR", "n"), new("EXEC")]);
            client.Must("GET", "k");
            client.Must("CONFIG", "SET", "slowlog-log-slower-than", "-1");
            client.Must("GET", "not logged");
            return client.Must(
                "SLOWLOG",
                "GET",
                "-1").Items.Select(entry => $"{entry.Items.Length} {entry.Items[3]} {entry.Items[5]}").ToList();
        });
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void ClientKill_ById_ClosesThatConnectionOnly()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var victim = server.Connect();
            using var other = server.Connect();
            var id = victim.Must("CLIENT", "ID").Text;
            var killed = other.Call("CLIENT", "KILL", "ID", id);
            return $"{killed} {victim.ReceiveUntilClosed().Length} {other.Call("PING")} {other.Call("CLIENT", "KILL", "ID", id)}";
        });
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void ClientKill_OneselfWithoutSkipme_AnswersAndCloses()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            var id = client.Must("CLIENT", "ID").Text;
            client.Send("CLIENT", "KILL", "ID", id, "SKIPME", "no");
            return System.Text.Encoding.Latin1.GetString(client.ReceiveUntilClosed());
        });
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void ClientPause_Write_HoldsWritesAndLetsReadsPass()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var admin = server.Connect();
            using var writer = server.Connect();
            admin.Must("SET", "k", "old");
            admin.Must("CLIENT", "PAUSE", "100000", "WRITE");
            writer.Send("SET", "k", "new");
            var read = admin.Must("GET", "k").Text;
            admin.Must("CLIENT", "UNPAUSE");
            return $"{read} {writer.Receive()} {admin.Must("GET", "k")}";
        });
        Assert.Equal(expected, actual);
    }

    /// <summary>7.2 adds the library's name and version at the end.</summary>
    [Fact]
    public void ClientInfo_Fields_AreThoseOfRedis()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            return client.Must("CLIENT", "INFO").Text.Trim().Split(' ').Select(f => f[..f.IndexOf('=')]).ToList();
        });
        Assert.Equal(expected, actual.Where(f => f is not ("lib-name" or "lib-ver")));
    }

    [Fact]
    public void InfoStats_AfterTheSameCommands_CountAlike()
    {
        string[] fields = ["keyspace_hits", "keyspace_misses", "total_error_replies", "pubsub_channels", "pubsub_patterns", "evicted_keys"];
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            client.Must("CONFIG", "RESETSTAT");
            client.CallAll([
                new(
                    "SET",
                    "a",
                    "1"), new("GET",
                    "a"), new("GET",
                    "none"), new("MGET",
                    "a",
                    "none",
                    "none2"), new("EXISTS",
                    "a",
                    "none"), new("TYPE",
                    "a"), new("TTL",
                    "a"),
                new(
                    "TTL",
                    "none"), new("HGET",
                    "none",
                    "f"), new("LLEN",
                    "none"), new("INCR",
                    "a"), new("STRLEN",
                    "none"), new("DEL",
                    "none"), new("NOSUCH"), new("GET"),
                new(
                    "LPUSH",
                    "a",
                    "x"), new("OBJECT",
                    "ENCODING",
                    "a"), new("SINTER",
                    "none",
                    "a"), new("ZUNION",
                    "2",
                    "none",
                    "none2"), new("TOUCH",
                    "a",
                    "none"),
                new(
                    "COPY",
                    "a",
                    "b"), new("RENAME",
                    "none",
                    "x"), new("SORT",
                    "none"), new("DUMPED"), new("EXPIRE",
                    "none",
                    "10"), new("GETEX",
                    "a"), new("SCARD",
                    "none"),
            ]);
            return fields.Select(f => $"{f}={ArenaBaseline.Info(client, "stats", f)}").ToList();
        });
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("server", "redis_version redis_mode os arch_bits process_id tcp_port uptime_in_seconds uptime_in_days hz config_file run_id executable")]
    [InlineData("clients", "connected_clients blocked_clients maxclients client_recent_max_input_buffer client_recent_max_output_buffer")]
    [InlineData("memory", "used_memory used_memory_human used_memory_rss used_memory_peak total_system_memory maxmemory maxmemory_human"
        + " maxmemory_policy mem_fragmentation_ratio mem_allocator")]
    [InlineData("stats", "total_connections_received total_commands_processed instantaneous_ops_per_sec total_net_input_bytes total_net_output_bytes"
        + " rejected_connections expired_keys evicted_keys"
        + " keyspace_hits keyspace_misses pubsub_channels pubsub_patterns total_error_replies")]
    [InlineData("replication", "role connected_slaves master_replid master_repl_offset")]
    [InlineData("cpu", "used_cpu_sys used_cpu_user")]
    [InlineData("persistence", "loading rdb_changes_since_last_save rdb_last_save_time aof_enabled")]
    [InlineData("cluster", "cluster_enabled")]
    public void Info_FieldsThatToolsRead_AreThere(string section, string fields)
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            return client.Must("INFO", section).Text.Split("\r\n").Where(l => l.Contains(':')).Select(l => l[..l.IndexOf(':')]).ToHashSet();
        });
        Assert.All(fields.Split(' '), f => Assert.Contains(f, expected));
        Assert.All(fields.Split(' '), f => Assert.Contains(f, actual));
    }

    [Fact]
    public void InfoKeyspaceAndCommandstats_SameData_SameLines()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            client.Must("CONFIG", "RESETSTAT");
            client.CallAll([
                new("SET", "a", "1"), new("SET", "b", "1", "EX", "1000"), new("GET"), new("LPUSH", "a", "x"), new("SELECT", "9"), new("SADD", "s", "1"),
            ]);
            var keyspace = string.Join(
                ';',
                client.Must("INFO", "keyspace").Text.Split("\r\n").Select(l => Regex.Replace(l, "avg_ttl=[0-9]+", "avg_ttl=")));
            var stats = client.Must("INFO", "commandstats").Text.Split("\r\n").Where(l => l.StartsWith("cmdstat_", StringComparison.Ordinal));
            return keyspace + string.Join(';', stats.Order(StringComparer.Ordinal).Where(l => !l.Contains("info")).Select(l => Regex.Replace(l, "usec[^,]*=[0-9.]+", "usec")));
        });
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void InfoErrorstats_SameMistakes_SameCounts()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            client.Must("CONFIG", "RESETSTAT");
            client.CallAll([
                new("SET", "a", "1"), new("LPUSH", "a", "x"), new("SADD", "a", "x"), new("GET"), new("NOSUCH", "x"), new("INCRBY", "a", "x"),
                new("MULTI"), new("LPUSH", "a", "x"), new("GET", "a", "b"), new("EXEC"), new("MULTI"), new("LPUSH", "a", "x"), new("EXEC"),
                new("EXEC"), new("AUTH", "x"), new("AUTH", "somebody", "x"), new("OBJECT", "NOSUCH"), new("RENAME", "none", "b"), new("BLPOP", "a", "0"),
                new("MSET", "a", "1", "b"), new("COPY", "a", "b", "DB", "99"), new("HELLO", "9"), new("CLIENT", "KILL", "nobody"),
            ]);
            return client.Must("INFO", "errorstats").Text;
        });
        Assert.Equal(expected, actual);
    }

    /// <summary>Nobody touches the keys: they go because the server looks for them.</summary>
    [Fact]
    public void ActiveExpiry_ThousandsOfUntouchedKeys_AllGoByThemselves()
    {
        using var client = _pair.Subject.Connect();
        client.CallAll([.. Enumerable.Range(0, 5_000).Select(i => new RespCommand("SET", $"soon:{i}", "v", "PX", $"{1 + (i % 50)}"))]);
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (client.Must("DBSIZE").AsInteger > 0)
        {
            Assert.True(DateTime.UtcNow < deadline, $"{client.Must("DBSIZE")} keys are still there");
        }

        Assert.Equal(5_000, ArenaBaseline.Info(client, "stats", "expired_keys"));
    }

    /// <summary>Arity and key positions; 7.2 changed the arity of four.</summary>
    [Fact]
    public void Command_EveryCommandOfOurs_HasTheArityAndKeysOfRedis()
    {
        string[] changed = ["zrank", "zrevrank", "command|getkeys", "command|getkeysandflags"];
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            return client.Must("COMMAND").Items.SelectMany(Flatten).ToDictionary(c => c.Name, c => c.Facts);
        });
        Assert.True(actual.Count > 200, $"only {actual.Count} commands");
        var wrong = actual.Where(c => !changed.Contains(c.Key) && expected.TryGetValue(c.Key, out var facts) && facts != c.Value)
            .Select(c => $"{c.Key}: {c.Value} instead of {expected[c.Key]}");
        Assert.Empty(wrong);
        Assert.Empty(actual.Keys.Except(expected.Keys).Except(["client|setinfo", "client|no-touch", "waitaof", "cluster|myshardid"]));
    }

    private static IEnumerable<(string Name, string Facts)> Flatten(RespValue command)
    {
        var items = command.Items;
        return items[9].Items.SelectMany(Flatten).Prepend(
            (items[0].Text, $"arity {items[1].Text}, keys {items[3].Text} {items[4].Text} {items[5].Text}"));
    }

    [GeneratedRegex(@"^[0-9]+\.[0-9]{6} \[([0-9]+) [^\]]+\]")]
    private static partial Regex TimeAndAddress();
}
