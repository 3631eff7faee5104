using MtcpRedis.Server.Config;
using Xunit;

namespace MtcpRedis.Server.Tests.Config;

public class HoconFileTests
{
    [Fact]
    public void Load_Blocks_GiveDirectives()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.hocon", """
            redis {
              port = 7000 # a comment
              maxmemory = 64mb // another
              bind = ["127.0.0.1", "-::1"]
              save = ["900 1", "300 10"],
              client-output-buffer-limit = ["normal 1mb 0 0", "pubsub 2 2 2"]
              appendonly = on
              rdbcompression = false
              protected-mode : no
              list-max-listpack-size = -1
              notify-keyspace-events = "KEA"
              requirepass = "p\"w ü"
            }
            redis.timeout = 5
            mtcp { cores = 4, pin = on }
            akka { loglevel = DEBUG, actor.debug.receive = on }
            """);
        LoadedConfig loaded = Configs.Load(path);
        Assert.Equal("7000", loaded.Get("port"));
        Assert.Equal("67108864", loaded.Get("maxmemory"));
        Assert.Equal("127.0.0.1 -::1", loaded.Get("bind"));
        Assert.Equal("900 1 300 10", loaded.Get("save"));
        Assert.Equal("normal 1048576 0 0 slave 268435456 67108864 60 pubsub 2 2 2", loaded.Get("client-output-buffer-limit"));
        Assert.Equal("yes", loaded.Get("appendonly"));
        Assert.Equal("no", loaded.Get("rdbcompression"));
        Assert.Equal("no", loaded.Get("protected-mode"));
        Assert.Equal("-1", loaded.Get("list-max-listpack-size"));
        Assert.Equal("AKE", loaded.Get("notify-keyspace-events"));
        Assert.Equal("5", loaded.Get("timeout"));
        Assert.Equal("4", loaded.Get("mtcp-cores"));
        Assert.Equal("on", loaded.Get("mtcp-pin"));
        Assert.Equal("DEBUG", loaded.Akka.GetString("akka.loglevel"));
        Assert.True(loaded.Akka.GetBoolean("akka.actor.debug.receive"));
        Assert.Equal("p\"w ü"u8, new ConfigRegistry(loaded).Settings.Security.Value.RequirePass.Span);
    }

    [Theory]
    [InlineData("save = []")]
    [InlineData("save = \"\"")]
    [InlineData("save = [\"\"]")]
    public void Load_EmptySave_RemovesAllSavePoints(string line)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("", Configs.Load(folder.Write("a.hocon", $"redis {{ {line} }}")).Get("save"));
    }

    [Fact]
    public void Load_AllLayers_LaterOnesWin()
    {
        using var folder = new TemporaryFolder();
        string hocon = folder.Write("a.hocon", "redis {\n port = 1\n timeout = 1\n hz = 1\n}");
        string conf = folder.Write("a.conf", "port 2\ntimeout 2\n");
        LoadedConfig loaded = Configs.Load(conf, hocon, "--port", "3");
        Assert.Equal(["3", "2", "1", "300"], new[] { "port", "timeout", "hz", "tcp-keepalive" }.Select(loaded.Get));
        Assert.Equal(conf, loaded.RewriteFile);
    }

    [Fact]
    public void Load_Include_IsFoundBesideTheFile()
    {
        using var folder = new TemporaryFolder();
        folder.Write("common.hocon", "timeout = 9\nport = 9");
        string path = folder.Write("a.hocon", "redis {\n include \"common.hocon\"\n port = 8\n}");
        LoadedConfig loaded = Configs.Load(path);
        Assert.Equal(("9", "8"), (loaded.Get("timeout"), loaded.Get("port")));
    }

    [Fact]
    public void Load_WrongValueInIncludedFile_NamesThatFileAndLine()
    {
        using var folder = new TemporaryFolder();
        string common = folder.Write("common.hocon", "\ntimeout = x");
        string path = folder.Write("a.hocon", "redis {\n include \"common.hocon\"\n}");
        var error = Assert.Throws<ConfigException>(() => Configs.Load(path));
        Assert.StartsWith($"{common}:2: 'redis.timeout = x': argument couldn't be parsed", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_EmptyFile_GivesDefaults()
    {
        using var folder = new TemporaryFolder();
        Assert.Equal("6379", Configs.Load(folder.Write("a.hocon", "# nothing\n")).Get("port"));
    }

    [Theory]
    [InlineData("redis {\n  port = 70000\n}", 2, "'redis.port = 70000': argument must be between 0 and 65535 inclusive")]
    [InlineData("redis {\n  # x\n  maxmemroy = 1\n}", 3, "'redis.maxmemroy = 1': Bad directive or wrong number of arguments (did you mean 'maxmemory'?)")]
    [InlineData("redis { port = [\"1\", \"2\"] }", 1, "'redis.port = 1, 2': wrong number of arguments")]
    [InlineData("redis { port { a = 1 } }", 1, "'redis.port': expected a value or a list, not a block")]
    [InlineData("rediss { port = 1 }", 1, "'rediss': expected one of the blocks redis { }, mtcp { }, akka { }")]
    [InlineData("port = 1", 1, "'port': expected one of the blocks redis { }, mtcp { }, akka { }")]
    [InlineData("mtcp {\n cores = many\n}", 2, "'mtcp.cores = many': argument couldn't be parsed into an integer")]
    [InlineData("mtcp {\n transport = pigeons\n}", 2, "'mtcp.transport = pigeons': argument(s) must be one of the following: sockets, dpdk")]
    [InlineData("redis {\n port = 1\n", 1, "'redis {': '{' is never closed")]
    [InlineData("redis {\n port = 1\n}\n}", 4, "'}': '}' without '{'")]
    [InlineData("redis {\n requirepass = \"abc\n}", 2, "'requirepass = \"abc': a quoted string is never closed")]
    [InlineData("redis {\n bind = [\"a\"\n}", 2, "'bind = [\"a\"': '[' is never closed")]
    [InlineData("redis {\n port\n}", 2, "'port': expected '=' or '{' after 'port'")]
    [InlineData("redis {\n = 5\n}", 2, "'= 5': expected a key")]
    public void Load_WrongFile_NamesFileLineAndReason(string contents, int line, string reason)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.hocon", contents);
        var error = Assert.Throws<ConfigException>(() => Configs.Load(path));
        Assert.Equal($"{path}:{line}: {reason}", error.Message);
    }

    [Fact]
    public void Load_TextThatTheParserRefuses_NamesTheFile()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.hocon", "redis {\n bind = * -::*\n}");
        var error = Assert.Throws<ConfigException>(() => Configs.Load(path));
        Assert.StartsWith(path, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }
}
