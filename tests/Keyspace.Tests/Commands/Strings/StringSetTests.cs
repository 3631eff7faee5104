using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Strings;

public sealed class StringSetTests : IDisposable
{
    private readonly CommandHarness _h = new();

    public void Dispose() => _h.Dispose();

    [Theory]
    [InlineData("12", "int")]
    [InlineData("012", "embstr")]
    [InlineData("9223372036854775808", "embstr")]
    [InlineData("-9223372036854775808", "int")]
    [InlineData("", "embstr")]
    [InlineData("12345678901234567890123456789012345678901234", "embstr")]
    [InlineData("123456789012345678901234567890123456789012345", "raw")]
    public void Set_ValueOfAKind_HasItsEncoding(string value, string encoding)
    {
        Assert.Equal("+OK\r\n", _h.Run("SET", "k", value));
        Assert.Equal(encoding, _h.EncodingOf("k"));
        Assert.Equal($"${value.Length}\r\n{value}\r\n", _h.Run("GET", "k"));
    }

    [Fact]
    public void Set_LengthsUpAndDown_KeepsEveryByte()
    {
        foreach (int length in new[] { 0, 1, 7, 8, 9, 100, 1023, 1024, 1025, 70_000, 2_000_000, 1024, 33, 40_000, 0, 5 })
        {
            string value = new('v', length);
            _h.Run("SET", "k", value);
            Assert.Equal($"${length}\r\n{value}\r\n", _h.Run("GET", "k"));
        }
    }

    [Fact]
    public void Set_ExpiryComesAndGoes_FollowsTheOptions()
    {
        _h.Run("SET", "k", "v", "EX", "10");
        Assert.Equal(_h.Now + 10_000, _h.ExpiresAt("k"));
        _h.Run("SET", "k", "some longer value that needs another block", "KEEPTTL");
        Assert.Equal(_h.Now + 10_000, _h.ExpiresAt("k"));
        _h.Run("SET", "k", "7", "PXAT", "1900000000000");
        Assert.Equal(1_900_000_000_000, _h.ExpiresAt("k"));
        _h.Run("SET", "k", "7");
        Assert.Equal(-1, _h.ExpiresAt("k"));
        _h.Run("SET", "k", "8", "KEEPTTL");
        Assert.Equal(-1, _h.ExpiresAt("k"));
        Assert.Equal(0, _h.Keyspace.Shards[0].Databases[0].ExpiringCount);
    }

    [Fact]
    public void Set_OverAKeyWhoseTimeHasCome_SeesNoKey()
    {
        _h.Notify();
        _h.Run("SET", "k", "old", "PX", "5");
        _h.TakeEvents();
        _h.Now += 5;
        Assert.Equal("$-1\r\n", _h.Run("SET", "k", "new", "XX"));
        Assert.Equal("expired k", _h.TakeEvents());
        _h.Run("SET", "k", "old", "PX", "5");
        _h.Now += 5;
        _h.TakeEvents();
        _h.Run("SET", "k", "new", "KEEPTTL");
        Assert.Equal("expired k,new k,set k", _h.TakeEvents());
        Assert.Equal(-1, _h.ExpiresAt("k"));
    }

    [Theory]
    [InlineData("SET k v NX XX", "-ERR syntax error\r\n")]
    [InlineData("SET k v EX", "-ERR syntax error\r\n")]
    [InlineData("SET k v EX 1 PX 1", "-ERR syntax error\r\n")]
    [InlineData("SET k v EX 1 EXAT 1", "-ERR syntax error\r\n")]
    [InlineData("SET k v KEEPTTL EX 1", "-ERR syntax error\r\n")]
    [InlineData("SET k v PERSIST", "-ERR syntax error\r\n")]
    [InlineData("SET k v EX 0", "-ERR invalid expire time in 'set' command\r\n")]
    [InlineData("SET k v EX 9223372036854775807", "-ERR invalid expire time in 'set' command\r\n")]
    [InlineData("SET k v PX 9223372036854775807", "-ERR invalid expire time in 'set' command\r\n")]
    [InlineData("SET k v EX a", "-ERR value is not an integer or out of range\r\n")]
    [InlineData("SETEX k 0 v", "-ERR invalid expire time in 'setex' command\r\n")]
    [InlineData("PSETEX k -1 v", "-ERR invalid expire time in 'psetex' command\r\n")]
    [InlineData("MSET k v k", "-ERR wrong number of arguments for 'mset' command\r\n")]
    [InlineData("MSETNX k v k", "-ERR wrong number of arguments for 'msetnx' command\r\n")]
    [InlineData("GETEX k KEEPTTL", "-ERR syntax error\r\n")]
    [InlineData("GETEX k PERSIST EX 1", "-ERR syntax error\r\n")]
    public void Options_ThatMakeNoSense_AreRefusedAndChangeNothing(string line, string error)
    {
        Assert.Equal(error, _h.RunLine(line));
        Assert.Equal("none", _h.EncodingOf("k"));
    }

    [Fact]
    public void SetGet_OldValueAndConditions_RepliesOldValueInAnyCase()
    {
        Assert.Equal("$-1\r\n", _h.RunLine("SET k 1 GET NX"));
        Assert.Equal("$1\r\n1\r\n", _h.RunLine("SET k 2 NX GET"));
        Assert.Equal("$1\r\n1\r\n", _h.RunLine("SET k 3 XX GET"));
        Assert.Equal("$1\r\n3\r\n", _h.RunLine("GETSET k 4"));
        Assert.Equal("$1\r\n4\r\n", _h.RunLine("GETDEL k"));
        Assert.Equal("none", _h.EncodingOf("k"));
        _h.Resp3 = true;
        Assert.Equal("_\r\n", _h.RunLine("SET k 1 GET XX"));
    }

    [Fact]
    public void Events_OfSettingCommands_ComeInRedisOrder()
    {
        _h.Notify();
        _h.RunLine("SET k v EX 100");
        Assert.Equal("new k,set k,expire k", _h.TakeEvents());
        _h.RunLine("GETEX k PERSIST");
        Assert.Equal("persist k", _h.TakeEvents());
        _h.RunLine("GETEX k EXAT 1");
        Assert.Equal("del k", _h.TakeEvents());
        _h.RunLine("MSET a 1 b 2");
        Assert.Equal("new a,set a,new b,set b", _h.TakeEvents());
        _h.RunLine("GET nokey");
        Assert.Equal("keymiss nokey", _h.TakeEvents());
    }

    [Fact]
    public void MSetNx_OneKeyExists_SetsNone()
    {
        _h.RunLine("SET b x");
        Assert.Equal(":0\r\n", _h.RunLine("MSETNX a 1 b 2"));
        Assert.Equal("none", _h.EncodingOf("a"));
        Assert.Equal(":1\r\n", _h.RunLine("MSETNX c 1 c 2"));
        Assert.Equal("*3\r\n$1\r\nx\r\n$-1\r\n$1\r\n2\r\n", _h.RunLine("MGET b a c"));
    }

    [Fact]
    public void MSet_KeysOfSeveralShards_AreAllThere()
    {
        using var four = new CommandHarness(shards: 4);
        var line = new List<string> { "MSET" };
        for (int i = 0; i < 200; i++)
            line.AddRange([$"key:{i}", $"{i}"]);
        Assert.Equal("+OK\r\n", four.Run([.. line]));
        Assert.All(four.Keyspace.Shards, shard => Assert.NotEqual(0, shard.Databases[0].Count));
        for (int i = 0; i < 200; i++)
            Assert.Equal($":{i + 1}\r\n", four.Run("INCR", $"key:{i}"));
    }
}
