using MtcpRedis.Keyspace.Settings;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Generic;

public sealed class KeyCommandTests : IDisposable
{
    private readonly CommandHarness _h = new(shards: 2);

    public void Dispose() => _h.Dispose();

    [Theory]
    [InlineData("DEL")]
    [InlineData("UNLINK")]
    public void Del_SomeExist_CountsThemAndTells(string command)
    {
        _h.RunLine("MSET a 1 b 2");
        _h.RunLine("SET c 3 PX 5");
        _h.Now += 5;
        _h.Notify();
        Assert.Equal(":2\r\n", _h.Run(command, "a", "none", "b", "c", "a"));
        Assert.Equal("del a,del b,expired c", _h.TakeEvents());
    }

    [Fact]
    public void Exists_SameKeyTwice_CountsTwice()
    {
        _h.RunLine("SET a 1");
        Assert.Equal(":2\r\n", _h.RunLine("EXISTS a a none"));
        Assert.Equal(":1\r\n", _h.RunLine("TOUCH a none"));
    }

    [Fact]
    public void Type_MissingAndString_AreNamed()
    {
        _h.RunLine("SET a 1");
        Assert.Equal("+string\r\n", _h.RunLine("TYPE a"));
        Assert.Equal("+none\r\n", _h.RunLine("TYPE none"));
    }

    [Fact]
    public void ObjectIdleTime_GrowsUntilTheKeyIsRead_AndQueriesDoNotCount()
    {
        _h.RunLine("SET a 1");
        _h.Now += 42_000;
        _h.RunLine("TYPE a");
        _h.RunLine("TTL a");
        Assert.Equal(":42\r\n", _h.RunLine("OBJECT IDLETIME a"));
        _h.RunLine("GET a");
        Assert.Equal(":0\r\n", _h.RunLine("OBJECT IDLETIME a"));
        Assert.StartsWith("-ERR An LFU maxmemory policy is not selected", _h.RunLine("OBJECT FREQ a"), StringComparison.Ordinal);
    }

    [Fact]
    public void ObjectFreq_LfuPolicy_CountsAndDecays()
    {
        _h.Settings = _h.Settings with { MaxMemoryPolicy = EvictionPolicy.AllKeysLfu, LfuLogFactor = 0, LfuDecayTime = 1 };
        _h.RunLine("SET a 1");
        _h.RunLine("GET a");
        _h.RunLine("GET a");
        Assert.Equal(":7\r\n", _h.RunLine("OBJECT FREQ a"));
        _h.Now += 3 * 60_000;
        Assert.Equal(":4\r\n", _h.RunLine("OBJECT FREQ a"));
        Assert.StartsWith("-ERR An LFU maxmemory policy is selected", _h.RunLine("OBJECT IDLETIME a"), StringComparison.Ordinal);
    }

    [Fact]
    public void Rename_LfuPolicy_KeepsTheFrequency()
    {
        _h.Settings = _h.Settings with { MaxMemoryPolicy = EvictionPolicy.AllKeysLfu, LfuLogFactor = 0 };
        _h.RunLine("SET a 1");
        for (int i = 0; i < 20; i++)
            _h.RunLine("GET a");
        _h.RunLine("RENAME a elsewhere");
        Assert.Equal(":26\r\n", _h.RunLine("OBJECT FREQ elsewhere"));
    }

    [Theory]
    [InlineData("12", "int")]
    [InlineData("short", "embstr")]
    [InlineData("a text that is longer than the forty-four bytes of embstr", "raw")]
    public void ObjectEncoding_String_FollowsTheValue(string value, string encoding)
    {
        _h.Run("SET", "a", value);
        Assert.Equal($"${encoding.Length}\r\n{encoding}\r\n", _h.RunLine("OBJECT ENCODING a"));
        Assert.Equal("$-1\r\n", _h.RunLine("OBJECT ENCODING none"));
    }
}
