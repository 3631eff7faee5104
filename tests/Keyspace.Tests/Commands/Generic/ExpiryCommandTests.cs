using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Generic;

public sealed class ExpiryCommandTests : IDisposable
{
    private readonly CommandHarness _h = new();

    public void Dispose() => _h.Dispose();

    [Theory]
    [InlineData("EXPIRE k 10", 10_000)]
    [InlineData("PEXPIRE k 1500", 1_500)]
    [InlineData("EXPIREAT k 1700000100", 100_000)]
    [InlineData("PEXPIREAT k 1700000000123", 123)]
    public void Expire_ExistingKey_ExpiresThen(string line, long after)
    {
        _h.RunLine("SET k v");
        Assert.Equal(":1\r\n", _h.RunLine(line));
        Assert.Equal(_h.Now + after, _h.ExpiresAt("k"));
    }

    [Theory]
    [InlineData("EXPIRE k 10 NX", ":0\r\n")]
    [InlineData("EXPIRE k 200 XX", ":1\r\n")]
    [InlineData("EXPIRE k 100 GT", ":0\r\n")]
    [InlineData("EXPIRE k 101 GT", ":1\r\n")]
    [InlineData("EXPIRE k 100 LT", ":0\r\n")]
    [InlineData("EXPIRE k 99 LT XX", ":1\r\n")]
    [InlineData("EXPIRE k 10 NX GT", "-ERR NX and XX, GT or LT options at the same time are not compatible\r\n")]
    [InlineData("EXPIRE k 10 GT LT", "-ERR GT and LT options at the same time are not compatible\r\n")]
    [InlineData("EXPIRE k 10 maybe", "-ERR Unsupported option maybe\r\n")]
    public void Expire_WithCondition_ComparesWithTheExpiryThatIsThere(string line, string expected)
    {
        _h.RunLine("SET k v EX 100");
        Assert.Equal(expected, _h.RunLine(line));
    }

    [Theory]
    [InlineData("EXPIRE k 10 GT", ":0\r\n")]
    [InlineData("EXPIRE k 10 LT", ":1\r\n")]
    [InlineData("EXPIRE k 10 XX", ":0\r\n")]
    [InlineData("EXPIRE k 10 NX", ":1\r\n")]
    public void Expire_WithConditionOnKeyThatLivesForEver_CountsAsInfinity(string line, string expected)
    {
        _h.RunLine("SET k v");
        Assert.Equal(expected, _h.RunLine(line));
    }

    [Theory]
    [InlineData("EXPIRE k 9223372036854775807", "expire")]
    [InlineData("EXPIRE k 9223372036854775", "expire")]
    [InlineData("EXPIRE k -9223372036854776", "expire")]
    [InlineData("PEXPIRE k 9223372036854775807", "pexpire")]
    [InlineData("EXPIREAT k 9223372036854776", "expireat")]
    public void Expire_BeyondTheRange_IsRefused(string line, string command)
    {
        _h.RunLine("SET k v");
        Assert.Equal($"-ERR invalid expire time in '{command}' command\r\n", _h.RunLine(line));
        Assert.Equal(-1, _h.ExpiresAt("k"));
    }

    [Theory]
    [InlineData("EXPIRE k 0")]
    [InlineData("PEXPIRE k -5")]
    [InlineData("EXPIREAT k 1")]
    public void Expire_InThePast_DeletesTheKey(string line)
    {
        _h.RunLine("SET k v");
        _h.Notify();
        Assert.Equal(":1\r\n", _h.RunLine(line));
        Assert.Equal("del k", _h.TakeEvents());
        Assert.Equal(-2, _h.ExpiresAt("k"));
    }

    [Fact]
    public void Ttl_RoundsToTheNearestSecond()
    {
        _h.RunLine("SET k v PX 1499");
        Assert.Equal(":1\r\n", _h.RunLine("TTL k"));
        _h.RunLine("PEXPIRE k 1500");
        Assert.Equal(":2\r\n", _h.RunLine("TTL k"));
        Assert.Equal(":1500\r\n", _h.RunLine("PTTL k"));
        Assert.Equal($":{(_h.Now + 2000) / 1000}\r\n", _h.RunLine("EXPIRETIME k"));
        Assert.Equal($":{_h.Now + 1500}\r\n", _h.RunLine("PEXPIRETIME k"));
    }

    [Fact]
    public void Persist_TakesTheExpiryAway_Once()
    {
        _h.RunLine("SET k v EX 10");
        _h.Notify();
        Assert.Equal(":1\r\n", _h.RunLine("PERSIST k"));
        Assert.Equal("persist k", _h.TakeEvents());
        Assert.Equal(":0\r\n", _h.RunLine("PERSIST k"));
        Assert.Equal(":-1\r\n", _h.RunLine("TTL k"));
        Assert.Equal(":-2\r\n", _h.RunLine("TTL none"));
    }
}
