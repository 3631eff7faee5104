using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Server.Config;
using MtcpRedis.Server.Config.Directives;
using MtcpRedis.Server.Config.Directives.Serving;
using MtcpRedis.Server.Config.Settings;
using Xunit;

namespace MtcpRedis.Server.Tests.Config;

public class ConfigRegistryTests
{
    [Fact]
    public void Get_NamesPatternsAndAliases_GivesEachNameOnce()
    {
        ConfigRegistry registry = Configs.Registry();
        Assert.Equal("MAXMEMORY", Assert.Single(registry.Get(["MAXMEMORY"])).Key);
        Assert.Equal(
            ["maxmemory", "maxmemory-clients", "maxmemory-eviction-tenacity", "maxmemory-policy", "maxmemory-samples"],
            registry.Get(["maxmem*", "MaxMemory*", "maxmemory"]).Select(p => p.Key).Order());
        Assert.Equal(
            ["hash-max-listpack-entries", "hash-max-ziplist-entries"],
            registry.Get(["hash-max-*entries"]).Select(p => p.Key).Order());
        Assert.Empty(registry.Get(["nosuch", "nosuch*", "use-exit-on-pani\\c", "rename-command", "us?r"]));
    }

    [Fact]
    public void Get_HiddenDirective_IsFoundByItsExactNameOnly()
    {
        ConfigRegistry registry = Configs.Registry();
        Assert.Equal("no", registry.Get("use-exit-on-panic"));
        Assert.Empty(registry.Get(["use-*"]));
    }

    [Fact]
    public void Set_SeveralPairs_PublishesSnapshotsAndNamesWhatChanged()
    {
        ConfigRegistry registry = Configs.Registry();
        KeyspaceSettings before = registry.Settings.Keyspace.Value;
        IReadOnlyList<Directive>? changed = null;
        registry.Changed += d => changed = d;
        string reply = registry.Set(
            "maxmemory", "1gb", "maxmemory-policy", "ALLKEYS-LFU", "list-max-ziplist-size", "-5", "notify-keyspace-events", "Ex",
            "slowlog-max-len", "7", "requirepass", "p\u00ff\0", "timeout", "9", "maxclients", "50", "loglevel", "warning");
        Assert.Equal("OK", reply);
        Assert.Equal(9, changed?.Count);
        KeyspaceSettings keyspace = registry.Settings.Keyspace.Value;
        Assert.Equal((1L << 30, EvictionPolicy.AllKeysLfu, -5), (keyspace.MaxMemory, keyspace.MaxMemoryPolicy, keyspace.ListMaxListpackSize));
        Assert.Equal(KeyspaceEventClasses.Keyevent | KeyspaceEventClasses.Expired, keyspace.NotifyKeyspaceEvents);
        Assert.Equal(7, registry.Settings.SlowLog.Value.MaxLength);
        Assert.Equal([(byte)'p', 0xff, 0], registry.Settings.Security.Value.RequirePass.ToArray());
        Assert.Equal(9, registry.Settings.Network.Value.TimeoutSeconds);
        Assert.Equal(50, registry.Settings.Clients.Value.MaxClients);
        Assert.Equal(0, before.MaxMemory);
    }

    [Fact]
    public void Snapshots_OfDefaults_EqualTheDefaultsOfTheRecords()
    {
        ServerSettings settings = Configs.Registry().Settings;
        Assert.Equal(KeyspaceSettings.Default, settings.Keyspace.Value);
        Assert.Equal([new BindAddress("*", false), new BindAddress("::*", true)], settings.Network.Value.Bind);
        Assert.Equal(1, settings.Node.Cores);
        Assert.Equal(Environment.ProcessorCount, Configs.Registry("--mtcp.cores", "0").Settings.Node.Cores);
    }

    [Fact]
    public void Set_OneWrongValue_ChangesNothing()
    {
        ConfigRegistry registry = Configs.Registry();
        bool raised = false;
        registry.Changed += _ => raised = true;
        Assert.Equal(
            "ERR CONFIG SET failed (possibly related to argument 'hz') - argument couldn't be parsed into an integer",
            registry.Set("maxmemory", "5", "Hz", "x"));
        Assert.Equal("0", registry.Get("maxmemory"));
        Assert.False(raised);
    }

    [Fact]
    public void Set_ApplierRefuses_RestoresWhatWasAppliedBefore()
    {
        ConfigRegistry registry = Configs.Registry();
        var ports = new List<int>();
        registry.AddApplier(NetworkDirectives.Port, v =>
        {
            ports.Add((int)v.Get(NetworkDirectives.Port));
            return null;
        });
        registry.AddApplier(
            NetworkDirectives.Bind, v => v.Get(NetworkDirectives.Bind).Contains("1.2.3.4") ? "Failed to bind to specified addresses." : null);
        Assert.Equal(
            "ERR CONFIG SET failed (possibly related to argument 'bind') - Failed to bind to specified addresses.",
            registry.Set("port", "7000", "bind", "1.2.3.4"));
        Assert.Equal([7000, 6379], ports);
        Assert.Equal(("6379", "* -::*"), (registry.Get("port"), registry.Get("bind")));
        Assert.Equal("OK", registry.Set("port", "7001", "bind", "127.0.0.1"));
        Assert.Equal([7000, 6379, 7001], ports);
    }

    [Fact]
    public void Set_ApplierOfTwoDirectives_RunsOnce()
    {
        ConfigRegistry registry = Configs.Registry();
        int calls = 0;
        Func<ConfigValues, string?> apply = _ =>
        {
            calls++;
            return null;
        };
        registry.AddApplier(NetworkDirectives.Port, apply);
        registry.AddApplier(NetworkDirectives.Bind, apply);
        Assert.Equal("OK", registry.Set("port", "7000", "bind", "127.0.0.1"));
        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData("no", false, "can't set protected config")]
    [InlineData("no", true, "can't set protected config")]
    [InlineData("local", false, "can't set protected config")]
    [InlineData("local", true, null)]
    [InlineData("yes", false, null)]
    public void Set_ProtectedDirective_DependsOnWhoAsks(string allowed, bool isLocal, string? reason)
    {
        ConfigRegistry registry = Configs.Registry("--enable-protected-configs", allowed);
        bool set = registry.TrySet([new("dbfilename", "x.rdb")], isLocal, out string error);
        Assert.Equal(reason is null, set);
        if (reason is not null)
            Assert.EndsWith(reason, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Set_FromManyThreads_EveryReaderSeesWholeSnapshots()
    {
        ConfigRegistry registry = Configs.Registry();
        using var stop = new CancellationTokenSource();
        var reader = Task.Run(() =>
        {
            while (!stop.IsCancellationRequested)
            {
                KeyspaceSettings seen = registry.Settings.Keyspace.Value;
                if (seen.HashMaxListpackEntries != 512)
                    Assert.Equal(seen.HashMaxListpackEntries, seen.ZSetMaxListpackEntries);
            }
        });
        Parallel.For(0, 200, i =>
        {
            string value = (i + 1000).ToString(System.Globalization.CultureInfo.InvariantCulture);
            Assert.Equal("OK", registry.Set("hash-max-listpack-entries", value, "zset-max-listpack-entries", value));
        });
        await stop.CancelAsync();
        await reader;
    }
}
