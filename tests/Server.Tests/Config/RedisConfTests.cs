using MtcpRedis.Server.Config;
using Xunit;

namespace MtcpRedis.Server.Tests.Config;

public class RedisConfTests
{
    [Fact]
    public void Load_QuotesBlanksCommentsAndCase_AreReadAsRedisDoes()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.conf", """
              # a comment
              MAXMEMORY   3mb   
            bind "127.0.0.1 ::1"
            save "900 1 300 10"
            slave-read-only no
            list-max-ziplist-value 5
            requirepass "a\x41\"\n b"
            pidfile 'it\'s'
            hz 1000
            mtcp-cores 3
            mtcp.pin yes

            """.ReplaceLineEndings("\r\n"));
        LoadedConfig loaded = Configs.Load(path);
        Assert.Equal("3145728", loaded.Get("maxmemory"));
        Assert.Equal("127.0.0.1 ::1", loaded.Get("bind"));
        Assert.Equal("900 1 300 10", loaded.Get("save"));
        Assert.Equal("no", loaded.Get("replica-read-only"));
        Assert.Equal("aA\"\n b", loaded.Get("requirepass"));
        Assert.Equal("it's", loaded.Get("pidfile"));
        Assert.Equal("500", loaded.Get("hz"));
        Assert.Equal("3", loaded.Get("mtcp-cores"));
        Assert.Equal("on", loaded.Get("mtcp-pin"));
        Assert.Equal(path, loaded.RewriteFile);
    }

    [Fact]
    public void Load_RepeatedLines_AddUpOrReplace()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.conf", """
            save 900 1
            save 300 10
            save ""
            save 60 1
            bind 1.1.1.1
            bind 127.0.0.1
            client-output-buffer-limit normal 1 1 1
            client-output-buffer-limit pubsub 2 2 2
            """);
        LoadedConfig loaded = Configs.Load(path, "--save", "5", "5");
        Assert.Equal("60 1 5 5", loaded.Get("save"));
        Assert.Equal("127.0.0.1", loaded.Get("bind"));
        Assert.Equal("normal 1 1 1 slave 268435456 67108864 60 pubsub 2 2 2", loaded.Get("client-output-buffer-limit"));
    }

    [Fact]
    public void Load_BytesThatAreNoUtf8_AreKept()
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.conf", "");
        File.WriteAllBytes(path, [.. "requirepass "u8, 0xff, 0xfe, (byte)'\n']);
        Assert.Equal([0xff, 0xfe], new ConfigRegistry(Configs.Load(path)).Settings.Security.Value.RequirePass.ToArray());
    }

    [Fact]
    public void Load_IncludeWithPattern_ReadsFilesInOrderInPlace()
    {
        using var folder = new TemporaryFolder();
        folder.Write("10.inc", "maxmemory 10\nport 10\n");
        folder.Write("20.inc", "maxmemory 20\n");
        folder.Write(".hidden.inc", "maxmemory 99\n");
        string path = folder.Write("a.conf", $"port 1\ninclude {folder.Path}/*.inc\ninclude {folder.Path}/none-*.inc\ntimeout 7\n");
        LoadedConfig loaded = Configs.Load(path);
        Assert.Equal("20", loaded.Get("maxmemory"));
        Assert.Equal("10", loaded.Get("port"));
        Assert.Equal("7", loaded.Get("timeout"));
    }

    [Fact]
    public void Load_FileThatIncludesItself_IsRefused()
    {
        using var folder = new TemporaryFolder();
        string path = Path.Combine(folder.Path, "a.conf");
        folder.Write("a.conf", $"include {path}\n");
        var error = Assert.Throws<ConfigException>(() => Configs.Load(path));
        Assert.Contains("too deeply", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("maxmemory 12x", "argument must be a memory value")]
    [InlineData("port 65536", "argument must be between 0 and 65535 inclusive")]
    [InlineData("port x", "argument couldn't be parsed into an integer")]
    [InlineData("databases 0", "argument must be between 1 and 2147483647 inclusive")]
    [InlineData("unixsocketperm 999", "argument couldn't be parsed as an octal number")]
    [InlineData("unixsocketperm 1000", "argument must be between 0 and 777 inclusive")]
    [InlineData("daemonize maybe", "argument must be 'yes' or 'no'")]
    [InlineData("supervised x", "argument(s) must be one of the following: upstart, systemd, auto, no")]
    [InlineData("save 900", "Invalid save parameters")]
    [InlineData("replicaof h", "wrong number of arguments")]
    [InlineData("replicaof h 99999", "Invalid master port")]
    [InlineData("rename-command GET", "Bad directive or wrong number of arguments")]
    [InlineData("appendfilename a/b", "appendfilename can't be a path, just a filename")]
    [InlineData("appenddirname a/b", "appenddirname can't be a path, just a dirname")]
    [InlineData("appendfilename \"\"", "appendfilename can't be empty")]
    [InlineData("oom-score-adj-values 1", "wrong number of arguments")]
    [InlineData("shutdown-on-sigint save nosave", "shutdown options SAVE and NOSAVE can't be used simultaneously")]
    [InlineData("mtcp-pin maybe", "argument must be 'on' or 'off'")]
    [InlineData("requirepas x", "Bad directive or wrong number of arguments (did you mean 'requirepass'?)")]
    [InlineData("port \"1", "Unbalanced quotes in configuration line")]
    [InlineData("include", "Bad directive or wrong number of arguments")]
    public void Load_WrongLine_NamesFileLineAndReason(string line, string reason)
    {
        using var folder = new TemporaryFolder();
        string path = folder.Write("a.conf", $"# first\n\n{line}\n");
        var error = Assert.Throws<ConfigException>(() => Configs.Load(path));
        Assert.Equal($"{path}:3: '{line}': {reason}", error.Message);
    }
}
