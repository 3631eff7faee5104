using MtcpRedis.Keyspace.Entries;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Lists;

public sealed class ListCommandTests : IDisposable
{
    private readonly CommandHarness _h = new(shards: 4);

    public void Dispose() => _h.Dispose();

    [Fact]
    public void Push_BothEnds_KeepsOrderAndTellsEvents()
    {
        _h.Notify();
        Assert.Equal(":3\r\n", _h.RunLine("RPUSH k b c d"));
        Assert.Equal(":5\r\n", _h.RunLine("LPUSH k a 1"));
        Assert.Equal("new k,rpush k,lpush k", _h.TakeEvents());
        Assert.Equal("*5\r\n$1\r\n1\r\n$1\r\na\r\n$1\r\nb\r\n$1\r\nc\r\n$1\r\nd\r\n", _h.RunLine("LRANGE k 0 -1"));
        Assert.Equal(":0\r\n", _h.RunLine("LPUSHX none a"));
        Assert.Equal(":0\r\n", _h.RunLine("RPUSHX none a"));
        Assert.Equal("none", _h.EncodingOf("none"));
    }

    [Fact]
    public void Encoding_OverTheLimitAndBack_FollowsRedis72()
    {
        _h.Settings = _h.Settings with { ListMaxListpackSize = 4 };
        _h.RunLine("RPUSH k a b c d");
        Assert.Equal("listpack", _h.EncodingOf("k"));
        _h.RunLine("RPUSH k e");
        Assert.Equal("quicklist", _h.EncodingOf("k"));
        _h.RunLine("LPOP k 3");
        Assert.Equal("quicklist", _h.EncodingOf("k"));
        _h.RunLine("LPOP k");
        Assert.Equal("listpack", _h.EncodingOf("k"));
        Assert.Equal("*1\r\n$1\r\ne\r\n", _h.RunLine("LRANGE k 0 -1"));
    }

    [Fact]
    public void Pop_LastElements_RemoveTheKey()
    {
        _h.Notify();
        _h.RunLine("RPUSH k a b c");
        _h.TakeEvents();
        Assert.Equal("$1\r\na\r\n", _h.RunLine("LPOP k"));
        Assert.Equal("*2\r\n$1\r\nc\r\n$1\r\nb\r\n", _h.RunLine("RPOP k 9223372036854775807"));
        Assert.Equal("lpop k,rpop k,del k", _h.TakeEvents());
        Assert.Equal("$-1\r\n", _h.RunLine("LPOP k"));
        Assert.Equal("*-1\r\n", _h.RunLine("LPOP k 0"));
        Assert.Equal("-ERR value is out of range, must be positive\r\n", _h.RunLine("LPOP k -1"));
        Assert.Equal("-ERR wrong number of arguments for 'rpop' command\r\n", _h.RunLine("RPOP k 1 1"));
        _h.Resp3 = true;
        Assert.Equal("_\r\n", _h.RunLine("LPOP k 1"));
    }

    [Theory]
    [InlineData("k", "k")]
    [InlineData("k", "other")]
    [InlineData("a", "b")]
    [InlineData("one", "two")]
    public void LMove_AnyShards_MovesTheElement(string source, string target)
    {
        _h.Notify();
        string large = new('x', 20_000);
        _h.Run("RPUSH", source, "1", large);
        _h.TakeEvents();
        Assert.Equal($"$20000\r\n{large}\r\n", _h.Run("LMOVE", source, target, "RIGHT", "LEFT"));
        Assert.Equal(source == target ? $"lpush {target},rpop {source}" : $"new {target},lpush {target},rpop {source}", _h.TakeEvents());
        Assert.Equal($"$20000\r\n{large}\r\n", _h.Run("LINDEX", target, "0"));
        Assert.Equal("$1\r\n1\r\n", _h.Run("LINDEX", source, "-1"));
        Assert.Equal(source == target ? ":2\r\n" : ":1\r\n", _h.Run("LLEN", source));
    }

    [Fact]
    public void LPos_EveryOption_FindsTheSameAsAScan()
    {
        string[] elements = [.. Enumerable.Range(0, 300).Select(i => $"{i % 7}")];
        _h.Run(["RPUSH", "k", .. elements]);
        foreach (int rank in new[] { 1, 2, -1, -3, 50 })
        {
            foreach (int count in new[] { 0, 1, 5 })
            {
                foreach (int most in new[] { 0, 10, 299 })
                {
                    int[] expected = Positions(elements, "3", rank, count, most);
                    string reply = $"*{expected.Length}\r\n" + string.Concat(expected.Select(i => $":{i}\r\n"));
                    Assert.Equal(reply, _h.RunLine($"LPOS k 3 RANK {rank} COUNT {count} MAXLEN {most}"));
                }
            }
        }
        Assert.Equal("$-1\r\n", _h.RunLine("LPOS k none"));
        Assert.Equal("*0\r\n", _h.RunLine("LPOS missing x COUNT 1"));
        Assert.StartsWith("-ERR RANK can't be zero", _h.RunLine("LPOS k 1 RANK 0"));
    }

    [Fact]
    public void Edits_ByIndexAndValue_ChangeOnlyWhatTheyName()
    {
        _h.RunLine("RPUSH k a b a c a");
        Assert.Equal("+OK\r\n", _h.RunLine("LSET k -2 C"));
        Assert.Equal("-ERR index out of range\r\n", _h.RunLine("LSET k 5 x"));
        Assert.Equal(":6\r\n", _h.RunLine("LINSERT k BEFORE C pivot"));
        Assert.Equal(":-1\r\n", _h.RunLine("LINSERT k AFTER none x"));
        Assert.Equal(":2\r\n", _h.RunLine("LREM k -2 a"));
        Assert.Equal("*4\r\n$1\r\na\r\n$1\r\nb\r\n$5\r\npivot\r\n$1\r\nC\r\n", _h.RunLine("LRANGE k 0 -1"));
        Assert.Equal("+OK\r\n", _h.RunLine("LTRIM k 1 -2"));
        Assert.Equal("*2\r\n$1\r\nb\r\n$5\r\npivot\r\n", _h.RunLine("LRANGE k -100 100"));
        Assert.Equal("+OK\r\n", _h.RunLine("LTRIM k 5 10"));
        Assert.Equal("none", _h.EncodingOf("k"));
    }

    [Fact]
    public void BlockingPop_NothingThere_AsksToWait()
    {
        _h.DenyBlocking = false;
        Assert.Equal("", _h.RunLine("BLPOP a b 0.0015"));
        Assert.Equal((1, 2, RedisType.List, 2L), (_h.Blocked!.Value.FirstKey, _h.Blocked.Value.KeyCount, _h.Blocked.Value.Type, _h.Blocked.Value.TimeoutMilliseconds));
        Assert.Equal("", _h.RunLine("BLMPOP 0 2 a b LEFT"));
        Assert.Equal((3, 2, 0L), (_h.Blocked!.Value.FirstKey, _h.Blocked.Value.KeyCount, _h.Blocked.Value.TimeoutMilliseconds));
        _h.DenyBlocking = true;
        Assert.Equal("*-1\r\n", _h.RunLine("BRPOP a b 0"));
        Assert.Equal("$-1\r\n", _h.RunLine("BLMOVE a b LEFT RIGHT 0"));
        _h.RunLine("RPUSH b x y");
        Assert.Equal("*2\r\n$1\r\nb\r\n$1\r\ny\r\n", _h.RunLine("BRPOP a b 0"));
        Assert.Equal("*2\r\n$1\r\nb\r\n*1\r\n$1\r\nx\r\n", _h.RunLine("LMPOP 2 a b LEFT COUNT 9"));
    }

    [Theory]
    [InlineData("abc", "-ERR timeout is not a float or out of range\r\n")]
    [InlineData("-0.5", "-ERR timeout is negative\r\n")]
    [InlineData("1e400", "-ERR timeout is out of range\r\n")]
    [InlineData("9223372036854775", "-ERR timeout is out of range\r\n")]
    public void BlockingTimeout_Unusable_IsRefused(string timeout, string error) =>
        Assert.Equal(error, _h.Run("BLPOP", "k", timeout));

    [Fact]
    public void CopiedLists_BothEncodings_AreEqualAndIndependent()
    {
        _h.Settings = _h.Settings with { ListMaxListpackSize = 8 };
        _h.RunLine("RPUSH small a 1 -5");
        _h.Run(["RPUSH", "large", .. Enumerable.Range(0, 100).Select(i => $"e{i}"), new string('p', 10_000)]);
        foreach (string key in new[] { "small", "large" })
        {
            Assert.Equal(":1\r\n", _h.RunLine($"COPY {key} {key}2"));
            string all = _h.RunLine($"LRANGE {key} 0 -1");
            Assert.Equal(_h.EncodingOf(key), _h.EncodingOf(key + "2"));
            _h.RunLine($"DEL {key}");
            Assert.Equal(all, _h.RunLine($"LRANGE {key}2 0 -1"));
        }
    }

    [Fact]
    public void HotCommands_OnLists_AllocateNothing()
    {
        Assert.Equal(0, _h.AllocatedBy("RPUSH k element"));
        Assert.Equal(0, _h.AllocatedBy("LPUSH k element"));
        Assert.Equal(0, _h.AllocatedBy("LRANGE k 0 99"));
        Assert.Equal(0, _h.AllocatedBy("LPOP k"));
        Assert.Equal(0, _h.AllocatedBy("RPOP k"));
        Assert.Equal(0, _h.AllocatedBy("LMOVE k other LEFT RIGHT"));
    }

    private static int[] Positions(string[] elements, string wanted, int rank, int count, int most)
    {
        IEnumerable<int> order = Enumerable.Range(0, elements.Length);
        if (rank < 0)
            order = order.Reverse();
        if (most > 0)
            order = order.Take(most);
        IEnumerable<int> found = order.Where(i => elements[i] == wanted).Skip(Math.Abs(rank) - 1);
        return [.. count == 0 ? found : found.Take(count)];
    }
}
