using MtcpRedis.Server.Config;
using Xunit;

namespace MtcpRedis.Server.Tests.Config;

public class CommandLineTests
{
    [Theory]
    [InlineData(new[] { "--maxmemory", "7mb" }, "maxmemory", "7340032")]
    [InlineData(new[] { "--maxmemory 7mb" }, "maxmemory", "7340032")]
    [InlineData(new[] { "--MaxMemory", "1", "--maxmemory", "2" }, "maxmemory", "2")]
    [InlineData(new[] { "--save" }, "save", "")]
    [InlineData(new[] { "--save", "--maxmemory", "1" }, "save", "")]
    [InlineData(new[] { "--save", "" }, "save", "")]
    [InlineData(new[] { "--save", "", "--save", "9", "9" }, "save", "9 9")]
    [InlineData(new[] { "--save", "1 1 2 2" }, "save", "1 1 2 2")]
    [InlineData(new[] { "--save", "1", "1", "2", "2", "--maxmemory", "5" }, "save", "1 1 2 2")]
    [InlineData(new[] { "--save", "5", "5", "--save", "6", "6" }, "save", "5 5 6 6")]
    [InlineData(new[] { "--bind", "127.0.0.1", "::1", "--maxmemory", "5" }, "bind", "127.0.0.1 ::1")]
    [InlineData(new[] { "--proc-title-template", "--my-{title}-x", "--maxmemory", "3" }, "proc-title-template", "--my-{title}-x")]
    [InlineData(new[] { "--mtcp.cores", "4" }, "mtcp-cores", "4")]
    [InlineData(new[] { "--mtcp-pin", "on" }, "mtcp-pin", "on")]
    [InlineData(new[] { "--shutdown-on-sigint", "nosave force" }, "shutdown-on-sigint", "nosave force")]
    public void Parse_Directives_FollowTheRulesOfRedisServer(string[] arguments, string name, string expected) =>
        Assert.Equal(expected, Configs.Load(arguments).Get(name));

    [Fact]
    public void Parse_TwoFiles_AreToldApartByTheirNames()
    {
        CommandLine commandLine = CommandLine.Parse(["a.conf", "b.hocon", "--port", "1"]);
        Assert.Equal("a.conf", commandLine.RedisConfFile);
        Assert.Equal("b.hocon", commandLine.HoconFile);
        Assert.Equal(["1"], Assert.Single(commandLine.Assignments).Arguments);
    }

    [Fact]
    public void Parse_LastDash_ReadsStandardInputBeforeTheCommandLine()
    {
        LoadedConfig loaded = Configs.LoadWithInput("maxmemory 77\nport 5\n", "--port", "6", "-");
        Assert.Equal("77", loaded.Get("maxmemory"));
        Assert.Equal("6", loaded.Get("port"));
    }

    [Fact]
    public void Parse_ValueThatIsNotAscii_ArrivesAsUtf8()
    {
        ConfigRegistry registry = Configs.Registry("--requirepass", "pässword");
        Assert.Equal("pässword"u8, registry.Settings.Security.Value.RequirePass.Span);
    }

    [Theory]
    [InlineData(new[] { "-h" }, CommandLineMode.Help)]
    [InlineData(new[] { "--help" }, CommandLineMode.Help)]
    [InlineData(new[] { "-v" }, CommandLineMode.Version)]
    [InlineData(new[] { "--version" }, CommandLineMode.Version)]
    [InlineData(new[] { "--print-reference" }, CommandLineMode.PrintReference)]
    [InlineData(new string[0], CommandLineMode.Run)]
    [InlineData(new[] { "--port", "1" }, CommandLineMode.Run)]
    public void Parse_FirstArgument_DecidesTheMode(string[] arguments, CommandLineMode expected) =>
        Assert.Equal(expected, CommandLine.Parse(arguments).Mode);

    [Theory]
    [InlineData(new[] { "--port" }, "command line: '--port': wrong number of arguments")]
    [InlineData(new[] { "--port", "1", "2" }, "command line: '--port 1 2': wrong number of arguments")]
    [InlineData(new[] { "--port", "--save" }, "command line: '--port --save': argument couldn't be parsed into an integer")]
    [InlineData(new[] { "--foo", "bar" }, "command line: '--foo bar': Bad directive or wrong number of arguments")]
    [InlineData(new[] { "--maxmemroy", "1" }, "Bad directive or wrong number of arguments (did you mean 'maxmemory'?)")]
    [InlineData(new[] { "--port \"a" }, "Unbalanced quotes in configuration line")]
    [InlineData(new[] { "-p", "6379" }, "command line: '-p': unknown option: directives are written --name value (see --help)")]
    [InlineData(new[] { "a.conf", "b.conf" }, "command line: 'b.conf': unexpected argument: the configuration file is 'a.conf'")]
    [InlineData(new[] { "/nonexistent/x.conf" }, "can't open config file '/nonexistent/x.conf': No such file or directory")]
    [InlineData(new[] { "/nonexistent/x.hocon" }, "can't open config file '/nonexistent/x.hocon': No such file or directory")]
    [InlineData(new[] { "/tmp" }, "can't open config file '/tmp': Is a directory")]
    [InlineData(new[] { "--include", "/nonexistent" }, "can't open config file '/nonexistent': No such file or directory")]
    [InlineData(new[] { "--dir", "/nonexistent" }, "command line: '--dir /nonexistent': No such file or directory")]
    [InlineData(new[] { "--requirepass", "secret", "x" }, "command line: 'requirepass ...': wrong number of arguments")]
    [InlineData(new[] { "--cluster-enabled", "yes", "--replicaof", "h", "1" }, "replicaof directive not allowed in cluster mode")]
    public void Load_WrongArguments_GivesOneClearLine(string[] arguments, string expected)
    {
        var error = Assert.Throws<ConfigException>(() => Configs.Load(arguments));
        Assert.Contains(expected, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void NotInEffect_OnlyChangedDirectivesWithoutTheirFeature_AreNamed()
    {
        LoadedConfig loaded = Configs.Load("--appendonly", "yes", "--appendfsync", "everysec", "--maxmemory", "1", "--slave-priority", "5");
        Assert.Equal("not in effect yet: appendonly, replica-priority", loaded.NotInEffect());
        Assert.Null(Configs.Load("--port", "7000").NotInEffect());
    }

    [Fact]
    public void Texts_NameTheProgramAndTheVersions()
    {
        Assert.Contains(ProductVersion.Redis, ProgramText.VersionLine, StringComparison.Ordinal);
        Assert.StartsWith("MtcpRedis server v=0.", ProgramText.VersionLine, StringComparison.Ordinal);
        Assert.StartsWith("Usage: mtcp-redis", ProgramText.Help, StringComparison.Ordinal);
    }
}
