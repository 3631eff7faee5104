using MtcpRedis.Server.Config;
using MtcpRedis.Server.Config.Directives;
using MtcpRedis.Server.Config.Files;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Server.Tests.Config;

public class ShippedFilesTests
{
    private static string Shipped(string name) => Path.Combine(RepositoryPaths.Root, "config", name);

    /// <summary>Where this fails: mtcp-redis --print-reference > config/reference.hocon.</summary>
    [Fact]
    public void ReferenceFile_Shipped_IsWhatTheTableGives() =>
        Assert.Equal(ReferenceFile.Render(), File.ReadAllText(Shipped("reference.hocon")));

    [Fact]
    public void ReferenceFile_Loaded_AssignsEveryDirectiveItsDefault()
    {
        LoadedConfig loaded = Configs.Load(Shipped("reference.hocon"));
        Assert.All(DirectiveTable.All, d => Assert.True(loaded.Values.IsDefault(d), d.Name));
        IEnumerable<string> missing = DirectiveTable.All
            .Where(d => !d.Is(DirectiveFlags.FileOnly) && !loaded.Assigned.ContainsKey(d))
            .Select(d => d.Name);
        Assert.Empty(missing);
    }

    [Fact]
    public void NodeFile_Loaded_ServesThisMachineOnly()
    {
        LoadedConfig loaded = Configs.Load(Shipped("node.hocon"));
        Assert.Equal(("6379", "127.0.0.1 -::1"), (loaded.Get("port"), loaded.Get("bind")));
        Assert.Null(loaded.NotInEffect());
        Assert.Equal("WARNING", loaded.Akka.GetString("akka.loglevel"));
    }

    [Fact]
    public void NodeFile_EveryKey_StandsOnALineOfItsOwnBelowAComment()
    {
        string[] lines = File.ReadAllLines(Shipped("node.hocon"));
        string[] keys = lines.Where(l => l.Contains(" = ", StringComparison.Ordinal) && !l.TrimStart().StartsWith('#')).ToArray();
        Assert.True(keys.Length > 10);
        Assert.All(keys, k => Assert.Matches("^  [a-z-]+ = [^,{}]*(\\[.*\\])?$", k));
    }

    [Fact]
    public void RedisConf_Loaded_HasRedisDefaultsExceptWhereItListens()
    {
        LoadedConfig loaded = Configs.Load(Shipped("redis.conf"));
        Assert.Null(loaded.NotInEffect());
        string[] changed = DirectiveTable.All.Where(d => !loaded.Values.IsDefault(d)).Select(d => d.Name).ToArray();
        Assert.Equal(["bind"], changed);
    }
}
