using System.Globalization;
using MtcpRedis.Core.Hashing;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Hashes;

public sealed class HashCommandTests : IDisposable
{
    private readonly CommandHarness _h = new();

    public void Dispose() => _h.Dispose();

    [Theory]
    [InlineData(512, "listpack")]
    [InlineData(513, "hashtable")]
    public void HSet_FieldByField_ConvertsAtTheLimit(int fields, string encoding)
    {
        for (int i = 0; i < fields; i++)
            Assert.Equal(":1\r\n", _h.RunLine($"HSET k f{i} {i}"));
        Assert.Equal(encoding, _h.EncodingOf("k"));
        Assert.Equal($":{fields}\r\n", _h.RunLine("HLEN k"));
        for (int i = 0; i < fields; i++)
            Assert.Equal($"${i.ToString(CultureInfo.InvariantCulture).Length}\r\n{i}\r\n", _h.RunLine($"HGET k f{i}"));
        for (int i = 0; i < fields; i++)
            Assert.Equal(":1\r\n", _h.RunLine($"HDEL k f{i} none"));
        Assert.Equal("none", _h.EncodingOf("k"));
    }

    [Fact]
    public void HSet_MoreArgumentsThanAListpackMayHave_MakesATableAtOnce()
    {
        _h.Settings = _h.Settings with { HashMaxListpackEntries = 3 };
        _h.RunLine("HSET same a 1 a 2 a 3 a 4");
        Assert.Equal("hashtable", _h.EncodingOf("same"));
        Assert.Equal(":1\r\n", _h.RunLine("HLEN same"));
        _h.RunLine("HSET three a 1 b 2 c 3");
        Assert.Equal("listpack", _h.EncodingOf("three"));
    }

    [Theory]
    [InlineData(64, "listpack")]
    [InlineData(65, "hashtable")]
    public void HSet_LongTexts_ConvertAtTheLimit(int length, string encoding)
    {
        string text = new('x', length);
        _h.Run("HSET", "value", "f", text);
        _h.Run("HSET", "field", text, "v");
        _h.Run("HSETNX", "nx", text, "v");
        Assert.Equal((encoding, encoding, encoding), (_h.EncodingOf("value"), _h.EncodingOf("field"), _h.EncodingOf("nx")));
        Assert.Equal($":{length}\r\n", _h.RunLine("HSTRLEN value f"));
        Assert.Equal(":1\r\n", _h.Run("HEXISTS", "field", text));
    }

    [Fact]
    public void Counters_TextsAndLimits_AnswerAsRedis()
    {
        _h.Notify();
        Assert.Equal(":5\r\n", _h.RunLine("HINCRBY k n 5"));
        Assert.Equal("new k,hincrby k", _h.TakeEvents());
        Assert.Equal("$3\r\n6.5\r\n", _h.RunLine("HINCRBYFLOAT k n 1.5"));
        Assert.Equal("hincrbyfloat k", _h.TakeEvents());
        Assert.Equal("-ERR hash value is not an integer\r\n", _h.RunLine("HINCRBY k n 1"));
        _h.RunLine("HSET k max 9223372036854775807 text abc");
        Assert.Equal("-ERR increment or decrement would overflow\r\n", _h.RunLine("HINCRBY k max 1"));
        Assert.Equal("-ERR hash value is not a float\r\n", _h.RunLine("HINCRBYFLOAT k text 1"));
        Assert.Equal("-ERR value is NaN or Infinity\r\n", _h.RunLine("HINCRBYFLOAT none f inf"));
        Assert.Equal("none", _h.EncodingOf("none"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Replies_WholeHash_SpeakBothProtocols(bool resp3)
    {
        _h.Resp3 = resp3;
        _h.RunLine("HSET k a 1 b two");
        string map = resp3 ? "%2" : "*4";
        Assert.Equal($"{map}\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$3\r\ntwo\r\n", _h.RunLine("HGETALL k"));
        Assert.Equal("*2\r\n$1\r\na\r\n$1\r\nb\r\n", _h.RunLine("HKEYS k"));
        Assert.Equal("*2\r\n$1\r\n1\r\n$3\r\ntwo\r\n", _h.RunLine("HVALS k"));
        string none = resp3 ? "_\r\n" : "$-1\r\n";
        Assert.Equal($"*2\r\n$1\r\n1\r\n{none}", _h.RunLine("HMGET k a x"));
        Assert.Equal(
            resp3 ? "*2\r\n*2\r\n$1\r\na\r\n$1\r\n1\r\n*2\r\n$1\r\nb\r\n$3\r\ntwo\r\n" : "*4\r\n$1\r\na\r\n$1\r\n1\r\n$1\r\nb\r\n$3\r\ntwo\r\n",
            _h.RunLine("HRANDFIELD k 2 WITHVALUES"));
        Assert.Equal("-ERR wrong number of arguments for 'hset' command\r\n", _h.RunLine("HSET k a 1 b"));
        Assert.Equal("-ERR wrong number of arguments for 'hmset' command\r\n", _h.RunLine("HMSET k a 1 b"));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(600)]
    public void HRandField_ManyDraws_PrefersNoField(int fields)
    {
        _h.Keyspace.Shards[0].Random = new FastRandom(7);
        for (int i = 0; i < fields; i++)
            _h.RunLine($"HSET k f{i} {i}");
        foreach (int count in new[] { 1, fields / 5, fields - 3, -fields })
        {
            var seen = new Dictionary<string, int>();
            int rounds = 200 * fields / Math.Abs(count);
            for (int round = 0; round < rounds; round++)
            {
                string[] drawn = Bulks(_h.RunLine($"HRANDFIELD k {count}"));
                Assert.Equal(Math.Abs(count), drawn.Length);
                if (count > 0)
                    Assert.Equal(count, drawn.Distinct().Count());
                foreach (string field in drawn)
                    seen[field] = seen.GetValueOrDefault(field) + 1;
            }
            // Each field is expected about 200 times; the seed is fixed, so the bounds either hold for ever or never.
            Assert.Equal(fields, seen.Count);
            Assert.All(seen.Values, times => Assert.InRange(times, 130, 280));
        }
        Assert.Equal("-ERR value is out of range\r\n", _h.RunLine("HRANDFIELD k -4611686018427387904 WITHVALUES"));
        Assert.Equal("-ERR value is out of range\r\n", _h.RunLine("HRANDFIELD k -9223372036854775807"));
        Assert.Equal("*0\r\n", _h.RunLine("HRANDFIELD k 0 WITHVALUES"));
    }

    [Fact]
    public void HScan_WhileTheHashChanges_GivesEveryFieldThatStays()
    {
        for (int i = 0; i < 2000; i++)
            _h.RunLine($"HSET k stay{i} {i}");
        var seen = new HashSet<string>();
        string cursor = "0";
        int step = 0;
        do
        {
            string[] reply = Bulks(_h.RunLine($"HSCAN k {cursor} COUNT 50 MATCH stay*"));
            cursor = reply[0];
            for (int i = 1; i < reply.Length; i += 2)
                Assert.True(seen.Add(reply[i]));
            for (int i = 0; i < 100; i++)
                _h.RunLine($"HSET k more{step}-{i} x");
            for (int i = 0; i < 100 && step > 0; i++)
                _h.RunLine($"HDEL k more{step - 1}-{i}");
            step++;
        }
        while (cursor != "0");
        Assert.Equal(2000, seen.Count);
        Assert.Equal("*2\r\n$1\r\n0\r\n*0\r\n", _h.RunLine("HSCAN none 0 NONSENSE"));
    }

    [Fact]
    public void CopiedHashes_BothEncodings_AreEqualAndIndependent()
    {
        _h.RunLine("HSET small a 1 b x");
        for (int i = 0; i < 700; i++)
            _h.RunLine($"HSET large f{i} v{i}");
        foreach (string key in new[] { "small", "large" })
        {
            Assert.Equal(":1\r\n", _h.RunLine($"COPY {key} {key}2"));
            string[] all = [.. Bulks(_h.RunLine($"HGETALL {key}")).Order(StringComparer.Ordinal)];
            Assert.Equal(_h.EncodingOf(key), _h.EncodingOf(key + "2"));
            _h.RunLine($"DEL {key}");
            Assert.Equal(all, Bulks(_h.RunLine($"HGETALL {key}2")).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void HotCommands_OnHashes_AllocateNothing()
    {
        for (int i = 0; i < 600; i++)
            _h.RunLine($"HSET large f{i} value");
        foreach (string key in new[] { "small", "large" })
        {
            Assert.Equal(0, _h.AllocatedBy($"HSET {key} field value"));
            Assert.Equal(0, _h.AllocatedBy($"HGET {key} field"));
            Assert.Equal(0, _h.AllocatedBy($"HINCRBY {key} n 1"));
            Assert.Equal(0, _h.AllocatedBy($"HINCRBYFLOAT {key} x 0.5"));
            Assert.Equal(0, _h.AllocatedBy($"HDEL {key} n"));
        }
    }

    /// <summary>The bulk strings of a reply, in their order, whatever they are nested in.</summary>
    private static string[] Bulks(string reply)
    {
        string[] lines = reply.Split("\r\n");
        return [.. Enumerable.Range(1, lines.Length - 1).Where(i => lines[i - 1].StartsWith('$')).Select(i => lines[i])];
    }
}
