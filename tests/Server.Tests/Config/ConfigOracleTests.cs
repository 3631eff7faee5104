using System.Diagnostics;
using MtcpRedis.Server.Config;
using MtcpRedis.Server.Config.Directives;
using MtcpRedis.Server.Config.Files;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Server.Tests.Config;

public class ConfigOracleTests
{
    /// <summary>Directives that Redis has since 7.2; ours begin with mtcp-.</summary>
    private static readonly string[] s_since72 =
        ["cluster-announce-human-nodename", "locale-collate", "set-max-listpack-entries", "set-max-listpack-value"];

    /// <summary>What the test kit sets for the real server.</summary>
    private static readonly string[] s_given = ["port", "bind", "save", "enable-debug-command", "dir"];

    /// <summary>Valid values of these need something of the machine, or cut the connection of this test.</summary>
    private static readonly string[] s_validValuesHaveEffects = ["bind", "port", "tls-port", "maxclients", "appendonly", "oom-score-adj", "tls-replication", "tls-cluster"];

    /// <summary>Where we differ on purpose, and why.</summary>
    private static readonly Dictionary<(string Name, string Value), string> s_differences = new()
    {
        [("activedefrag", "yes")] = "the reason is another one: it is not a matter of how jemalloc was built",
        [("activedefrag", "YES")] = "the reason is another one: it is not a matter of how jemalloc was built",
        [("maxmemory-clients", "9223372036854775808")] = "Redis takes it for a percentage",
        [("maxmemory-clients", "18446744073709551615")] = "Redis takes it for one percent",
        [("maxmemory-clients", "99999999999999999999")] = "Redis takes it for one percent",
        [("save", "5 ")] = "Redis takes no digits for a zero",
        [("save", "900 99999999999")] = "Redis keeps the lower 32 bits of the number of changes",
        [("client-output-buffer-limit", "normal 0 0 99999999999")] = "Redis keeps the lower 32 bits of the seconds",
        [("client-output-buffer-limit", "normal 9223372036854775808 0 0")] = "beyond 63 bits: we refuse it, as we count in signed numbers",
    };

    private static readonly string[] s_values =
    [
        "", " ", "abc", "0", "1", "2", "-1", "-2", "1.5", "1e3", "007", "+5", "5 ", " 5", "64", "100", "101", "1000", "5000", "65536",
        "99999999999999999999", "9223372036854775807", "9223372036854775808", "18446744073709551615", "2147483647", "2147483648",
        "yes", "YES", "no", "true", "1kb", "2MB", "3g", "4b", "k", "1kk", "1.5gb", "10%", "101%", "-5%", "%", "a b", "x/y", "1 2", "1 2 3",
        "1 2 3 4", "a-b.c", "{x}",
    ];

    private static readonly (string Name, string[] Values)[] s_special =
    [
        ("save", ["900 1 300", "900 1 300 10", "0 1", "900 -1", "900 0", "900 1 a b", " 900 1", "900  1", "900 1x", "900 99999999999"]),
        ("client-output-buffer-limit",
        [
            "normal 0 0 0", "replica 1mb 2mb 3", "slave 1gb 1 1", "pubsub 1m 1k 10 normal 1gb 1gb 1", "master 0 0 0", "foo 0 0 0",
            "normal 0 0 -1", "normal x 0 0", "normal 0 0 x", "normal -1 0 0", "normal 0 0", "NORMAL 0 0 1", "normal 0 0 99999999999",
            "normal 1gb 1gb 1 normal 2gb 2gb 2", "normal 9223372036854775808 0 0", "normal  0 0 0",
        ]),
        ("notify-keyspace-events",
        [
            "KEA", "AKE", "g$lshzxetdmn", "KE", "A", "Am", "An", "g$lshzxetd", "K", "Eg", "q", "KEAmn", "AAAA", "KE$ls", "gn", "mK", "K E",
        ]),
        ("oom-score-adj-values", ["-2000 0 2000", "0 0 2001", "-2001 0 0", "3 2 1", "a b c", "1  2 3", "1 2 03"]),
        ("latency-tracking-info-percentiles",
        [
            "0 100", "50.5 99.999 0.001", "99.9 99.9", "1e1", "  5", "5  6", "99.123456789", "nan", "inf", "0.1", "50 ", "-0.1", "100.1", ".5",
        ]),
        ("shutdown-on-sigint", ["nosave", "save now", "now force", "default", "default now", "save nosave", "NOW", "force now save", "save  now"]),
        ("proc-title-template", ["{title}", "{title} x", "{foo}", "{title", "{{title}}", "{port}{tls-port}{unixsocket}{config-file}", "}"]),
        ("sanitize-dump-payload", ["clients", "CLIENTS"]), ("tls-auth-clients", ["optional", "OPTIONAL"]),
        ("maxmemory-policy", ["volatile-lru", "ALLKEYS-LFU", "volatile-ttl", "allkeys-random"]),
        ("loglevel", ["debug", "VERBOSE", "notice", "warning"]), ("appendfsync", ["always", "no", "everysec"]),
        ("repl-diskless-load", ["swapdb", "on-empty-db"]), ("cluster-preferred-endpoint-type", ["hostname", "unknown-endpoint"]),
        ("acl-pubsub-default", ["allchannels"]), ("propagation-error-behavior", ["panic", "panic-on-replicas"]),
        ("cluster-announce-hostname", [new string('x', 255), new string('x', 256), "ho_st", "Host-1.com"]),
        ("bind", ["a b c d e f g h i j k l m n o p q"]), ("requirepass", ["p w", "\"q\""]), ("masteruser", ["a\0b"]),
    ];

    [RedisServerFact]
    public void ConfigGet_OfEverything_GivesRedisNamesAndDefaults()
    {
        using var redis = new RedisServerProcess();
        using RespClient client = redis.Connect();
        Dictionary<string, string> theirs = Pairs(client.Must("CONFIG", "GET", "*"));
        Dictionary<string, string> ours = Configs.Registry().Get(["*"]).ToDictionary(p => p.Key, p => p.Value);
        Assert.Equal(
            theirs.Keys.Concat(s_since72).Order(StringComparer.Ordinal),
            ours.Keys.Where(n => !n.StartsWith("mtcp-", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal(
            theirs.Where(p => !s_given.Contains(p.Key)).Select(p => $"{p.Key} {p.Value}").Order(StringComparer.Ordinal),
            ours.Where(p => theirs.ContainsKey(p.Key) && !s_given.Contains(p.Key)).Select(p => $"{p.Key} {p.Value}").Order(StringComparer.Ordinal));
        foreach (Directive hidden in DirectiveTable.All.Where(d => d.Is(DirectiveFlags.Hidden) && HoconText.BlockOf(d) == "redis"))
            Assert.Equal(client.Must("CONFIG", "GET", hidden.Name).Items[1].Text, Configs.Registry().Get(hidden.Name));
    }

    [RedisServerFact]
    public void ConfigSet_OfEveryDirectiveAndManyValues_GivesRedisReplies()
    {
        using var redis = new RedisServerProcess("--enable-protected-configs", "yes");
        using RespClient client = redis.Connect();
        client.Must("CLIENT", "NO-EVICT", "ON");
        ConfigRegistry registry = RegistryLike(redis, "--enable-protected-configs", "yes");
        var wrong = new List<string>();
        foreach ((string name, string value) in SetCases())
        {
            string start = registry.Get(name);
            string mine = registry.Set(name, value);
            if (mine == "OK" && s_validValuesHaveEffects.Contains(name))
            {
                Assert.Equal("OK", registry.Set(name, start));
                continue;
            }

            string theirs = SayAs72(client.Call("CONFIG", "SET", name, value).Text);
            string mineNow = registry.Get(name);
            string theirsNow = client.Must("CONFIG", "GET", name).Items[1].Text;
            bool equal = mine == theirs && mineNow == theirsNow;
            if (equal == s_differences.ContainsKey((name, value)))
                wrong.Add($"{name} '{value}': Redis {theirs} {theirsNow}, we {mine} {mineNow}");
            if (theirs == "OK" && theirsNow != start)
                client.Must("CONFIG", "SET", name, start);
            if (mine == "OK" && mineNow != start)
                Assert.Equal("OK", registry.Set(name, start));
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    /// <summary>7.2 knows one level of the log more than the reference.</summary>
    private static string SayAs72(string reply) =>
        reply.Replace("debug, verbose, notice, warning", "debug, verbose, notice, warning, nothing", StringComparison.Ordinal);

    [RedisServerFact]
    public void ConfigSet_OfSeveralPairs_GivesRedisReplies()
    {
        using var redis = new RedisServerProcess();
        using RespClient client = redis.Connect();
        ConfigRegistry registry = RegistryLike(redis);
        string[][] calls =
        [
            ["nosuch", "x"], ["nosuch", "x", "maxmemory", "1"], ["maxmemory", "1", "nosuch", "x"], ["maxmemory", "a", "nosuch", "x"],
            ["maxmemory", "1", "maxmemory", "2"], ["maxmemory", "1", "MAXMEMORY", "2"], ["port", "1", "daemonize", "yes"],
            ["hash-max-ziplist-entries", "1", "hash-max-listpack-entries", "2"], ["dir", "/tmp"], ["dbfilename", "x"], ["Maxmemory", "abc"],
            ["maxmemory", "1", "daemonize", "yes", "maxmemory", "5"], ["daemonize", "yes", "nosuch", "5"], ["hz", "5", "timeout", "x"],
            ["hash-max-ziplist-entries", "x"], ["daemonize", "yes", "dir", "/"], ["dir", "/", "daemonize", "yes"], ["timeout", "7", "hz", "9"],
            ["include", "x"], ["rename-command", "x y"], ["user", "x"], ["", ""],
        ];
        foreach (string[] call in calls)
        {
            Assert.Equal(client.Call(["CONFIG", "SET", .. call]).Text, registry.Set(call));
            Assert.Equal(client.Must("CONFIG", "GET", call[0]).Items.LastOrDefault()?.Text, registry.Get([call[0]]).LastOrDefault().Value);
        }
    }

    [RedisServerFact]
    public void ConfigGet_OfNamesAndPatterns_GivesTheNamesThatRedisGives()
    {
        using var redis = new RedisServerProcess();
        using RespClient client = redis.Connect();
        ConfigRegistry registry = Configs.Registry();
        string[][] calls =
        [
            ["MAXMEMORY"], ["maxmem*", "MaxMemory*"], ["maxmemory", "maxmemory"], ["nosuch"], ["use-*"], ["use-exit-on-panic"], ["*ZIPLIST*"],
            ["Hash-max-ziplist-entries", "hash-max-listpack-entries"], ["slave*", "replica*"], ["save", "SAVE"], ["[r-t]ave"], ["?z"], ["[^a-z]*"],
            ["use-exit-on-pani\\c"], [""], ["active\\*", "*\\-score-adj"], ["rename-command", "include", "user", "loadmodule"],
        ];
        foreach (string[] call in calls)
        {
            IEnumerable<string> theirs = Pairs(client.Must(["CONFIG", "GET", .. call])).Keys;
            Assert.Equal(theirs.Order(StringComparer.Ordinal), registry.Get(call).Select(p => p.Key).Order(StringComparer.Ordinal));
        }
    }

    [RedisServerFact]
    public void WrongDirectiveAtStart_GivesTheReasonThatRedisGives()
    {
        string[][] wrong =
        [
            ["--databases", "0"], ["--databases", "2147483648"], ["--io-threads", "0"], ["--io-threads", "129"], ["--cluster-port", "65536"],
            ["--tcp-backlog", "-1"], ["--unixsocketperm", "999"], ["--unixsocketperm", "1000"], ["--unixsocketperm", "-1"], ["--port", "65536"],
            ["--socket-mark-id", "-1"], ["--socket-mark-id", "4294967296"], ["--supervised", "x"], ["--syslog-facility", "local9"],
            ["--enable-debug-command", "maybe"], ["--daemonize", "maybe"], ["--foo", "bar"], ["--port", "1", "2"], ["--dir", "/nonexistent"],
            ["--dbfilename", "a/b"], ["--appendfilename", "a/b"], ["--appenddirname", "a/b"], ["--appendfilename", ""], ["--replicaof", "h"],
            ["--replicaof", "h", "x"], ["--replicaof", "h", "99999"], ["--rename-command", "GET"], ["--save", "900"],
            ["--save", "a", "b"], ["--port \"a"], ["--port", "\"a"], ["--maxmemory", "1x"], ["--client-output-buffer-limit", "normal", "0", "0"],
            ["--pidfile", "a", "b"], ["--oom-score-adj-values", "1"], ["--shutdown-on-sigint", "save", "nosave"],
            ["--list-max-ziplist-entries", "1", "2"], ["--include", "a", "b"], ["--mtcp", "1"], ["--port"],
        ];
        foreach (string[] arguments in wrong)
        {
            string theirs = RedisStartError(arguments);
            string ours = Assert.Throws<ConfigException>(() => Configs.Load(arguments)).Message;
            string reason = ours.Split(" (did you mean", 2)[0];
            Assert.True(reason.EndsWith($": {theirs}", StringComparison.Ordinal), $"{string.Join(' ', arguments)}: Redis {theirs}, we {ours}");
        }
    }

    [RedisServerFact]
    public void RewrittenFile_ReadByRedis_GivesItTheSameValues()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.conf", "# empty\n");
        ConfigRegistry registry = Configs.Registry(path);
        var set = SampleValues.Mutable.Where(s => s.Name is not ("port" or "bind")).ToList();
        foreach ((string name, string value) in set)
            Assert.Equal("OK", registry.Set(name, value));
        Assert.True(registry.TryRewrite(out string error), error);

        // The test kit asks this server before it has a password: it takes the error for an answer.
        using var redis = new RedisServerProcess("--include", path);
        using RespClient client = redis.Connect();
        client.Must("AUTH", registry.Get("requirepass"));
        foreach ((string name, _) in set)
            Assert.Equal((name, client.Must("CONFIG", "GET", name).Items[1].Text), (name, registry.Get(name)));
    }

    /// <summary>With what the test kit gives the real server.</summary>
    private static ConfigRegistry RegistryLike(RedisServerProcess redis, params string[] more) => Configs.Registry(
        ["--port", $"{redis.Port}", "--bind", "127.0.0.1", "--save", "", "--enable-debug-command", "yes", "--dir", redis.Folder, .. more]);

    private static IEnumerable<(string Name, string Value)> SetCases()
    {
        foreach (Directive directive in DirectiveTable.All)
        {
            bool ours = directive.Name.StartsWith("mtcp-", StringComparison.Ordinal) || s_since72.Contains(directive.Name);
            if (ours || directive.Is(DirectiveFlags.FileOnly))
                continue;
            foreach (string name in (IEnumerable<string>)[directive.Name, .. directive.Aliases])
            {
                string[] special = s_special.FirstOrDefault(s => s.Name == name).Values ?? [];
                foreach (string value in s_values.Concat(special))
                    yield return (name, value);
            }
        }
    }

    private static Dictionary<string, string> Pairs(RespValue reply) =>
        reply.Items.Chunk(2).ToDictionary(p => p[0].Text, p => p[1].Text);

    /// <summary>The last line that a redis-server writes that refuses to start.</summary>
    private static string RedisStartError(string[] arguments)
    {
        var start = new ProcessStartInfo("redis-server") { RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (string argument in (string[])["--bind", "127.0.0.1", .. arguments])
            start.ArgumentList.Add(argument);
        using Process process = Process.Start(start)!;
        string[] lines = process.StandardError.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return lines[^1];
    }
}
