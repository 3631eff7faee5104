using MtcpRedis.Core.Hashing;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Sets;

public sealed class SetCommandTests : IDisposable
{
    private readonly CommandHarness _h = new(shards: 4);

    public void Dispose() => _h.Dispose();

    [Fact]
    public void Encoding_GrowingSets_FollowsRedis72()
    {
        for (int i = 0; i < 512; i++)
            _h.RunLine($"SADD ints {i}");
        Assert.Equal("intset", _h.EncodingOf("ints"));
        _h.RunLine("SADD ints 512");
        Assert.Equal("hashtable", _h.EncodingOf("ints"));

        _h.RunLine("SADD mixed 1 2 3");
        _h.RunLine("SADD mixed a");
        Assert.Equal("listpack", _h.EncodingOf("mixed"));
        for (int i = 0; i < 124; i++)
            _h.RunLine($"SADD mixed m{i}");
        Assert.Equal("listpack", _h.EncodingOf("mixed"));
        _h.RunLine("SADD mixed last");
        Assert.Equal("hashtable", _h.EncodingOf("mixed"));
        Assert.Equal(":129\r\n", _h.RunLine("SCARD mixed"));

        for (int i = 0; i < 128; i++)
            _h.RunLine($"SADD full {i}");
        _h.RunLine("SADD full a");
        Assert.Equal("hashtable", _h.EncodingOf("full"));
    }

    [Theory]
    [InlineData(64, "listpack")]
    [InlineData(65, "hashtable")]
    public void Encoding_LongMember_ConvertsAtTheLimit(int length, string encoding)
    {
        string member = new('x', length);
        _h.Run("SADD", "k", "1");
        _h.Run("SADD", "k", member);
        Assert.Equal(encoding, _h.EncodingOf("k"));
        Assert.Equal("*3\r\n:1\r\n:1\r\n:0\r\n", _h.Run("SMISMEMBER", "k", member, "1", "2"));
    }

    [Fact]
    public void Encoding_ManyArguments_AreCountedBeforeTheyAreAdded()
    {
        _h.Settings = _h.Settings with { SetMaxIntsetEntries = 3, SetMaxListpackEntries = 5 };
        _h.RunLine("SADD ints 1 1 1 1 1 1");
        _h.RunLine("SADD some 1 1 1 1");
        _h.RunLine("SADD texts a a a a a");
        Assert.Equal(("hashtable", "listpack", "listpack"), (_h.EncodingOf("ints"), _h.EncodingOf("some"), _h.EncodingOf("texts")));
        Assert.Equal(":0\r\n", _h.RunLine("SADD texts a a a a a a"));
        Assert.Equal("hashtable", _h.EncodingOf("texts"));
    }

    [Fact]
    public void Encoding_StoredIntersection_IsAsCompactAsItsMembersAllow()
    {
        _h.Run(["SADD", "a", .. Enumerable.Range(0, 600).Select(i => $"{i}")]);
        _h.Run(["SADD", "b", .. Enumerable.Range(590, 600).Select(i => $"{i}")]);
        Assert.Equal(":10\r\n", _h.RunLine("SINTERSTORE d a b"));
        Assert.Equal("intset", _h.EncodingOf("d"));
        _h.RunLine("SADD a x");
        _h.RunLine("SADD b x");
        Assert.Equal(":11\r\n", _h.RunLine("SINTERSTORE d a b"));
        Assert.Equal("listpack", _h.EncodingOf("d"));
    }

    [Fact]
    public void Algebra_RandomSetsOnAnyShard_AgreesWithAModel()
    {
        var random = new Random(5);
        string[] keys = ["a", "b", "c", "d", "e"];
        for (int round = 0; round < 60; round++)
        {
            var model = new Dictionary<string, HashSet<string>>();
            foreach (string key in keys)
            {
                _h.RunLine($"DEL {key}");
                int size = random.Next(4) == 0 ? 0 : random.Next(1, round % 3 == 0 ? 300 : 12);
                model[key] = [.. Enumerable.Range(0, size).Select(_ => random.Next(3) == 0 && round % 2 == 0 ? $"m{random.Next(200)}" : $"{random.Next(300)}")];
                if (model[key].Count > 0)
                    _h.Run(["SADD", key, .. model[key]]);
            }
            string[] chosen = [.. keys.OrderBy(_ => random.Next()).Take(random.Next(1, 5))];
            Check("SINTER", chosen, chosen.Select(k => model[k]).Aggregate((x, y) => [.. x.Intersect(y)]));
            Check("SUNION", chosen, chosen.Select(k => model[k]).Aggregate((x, y) => [.. x.Union(y)]));
            Check("SDIFF", chosen, chosen.Select(k => model[k]).Aggregate((x, y) => [.. x.Except(y)]));
        }
    }

    [Fact]
    public void Store_OverAnotherKey_ReplacesItAndItsExpiry()
    {
        _h.Notify();
        _h.RunLine("SADD a 1 2");
        _h.RunLine("SET d text PX 5000");
        _h.TakeEvents();
        Assert.Equal(":2\r\n", _h.RunLine("SUNIONSTORE d a"));
        Assert.Equal("sunionstore d", _h.TakeEvents());
        Assert.Equal(-1, _h.ExpiresAt("d"));
        Assert.Equal(":0\r\n", _h.RunLine("SDIFFSTORE d a a"));
        Assert.Equal("del d", _h.TakeEvents());
        Assert.Equal(":0\r\n", _h.RunLine("SINTERSTORE d none a"));
        Assert.Equal("keymiss none", _h.TakeEvents());
        _h.RunLine("RPUSH list x");
        Assert.StartsWith("-WRONGTYPE", _h.RunLine("SINTER none list"));
    }

    [Theory]
    [InlineData("a", "b")]
    [InlineData("one", "two")]
    [InlineData("k", "k")]
    public void SMove_AnyShards_MovesTheMember(string source, string target)
    {
        _h.Notify();
        _h.Run("SADD", source, "m");
        _h.TakeEvents();
        Assert.Equal(":0\r\n", _h.Run("SMOVE", source, target, "none"));
        Assert.Equal(":1\r\n", _h.Run("SMOVE", source, target, "m"));
        Assert.Equal(source == target ? "" : $"srem {source},del {source},new {target},sadd {target}", _h.TakeEvents());
        Assert.Equal(":1\r\n", _h.Run("SISMEMBER", target, "m"));
    }

    [Theory]
    [InlineData(40, "")]
    [InlineData(60, "m")]
    [InlineData(600, "m")]
    public void Draws_ManyTimes_PreferNoMember(int members, string prefix)
    {
        foreach (var shard in _h.Keyspace.Shards)
            shard.Random = new FastRandom(11);
        string[] all = [.. Enumerable.Range(0, members).Select(i => $"{prefix}{i}")];
        foreach (string command in new[] { "SRANDMEMBER", "SPOP" })
        {
            foreach (int count in new[] { 1, members / 5, members - 3, -members })
            {
                if (count < 0 && command == "SPOP")
                    continue;
                var seen = new Dictionary<string, int>();
                _h.Run(["SADD", "k", .. all]);
                for (int round = 200 * members / Math.Abs(count); round > 0; round--)
                {
                    string[] drawn = Bulks(_h.RunLine($"{command} k {count}"));
                    Assert.Equal(Math.Abs(count), drawn.Length);
                    if (count > 0)
                        Assert.Equal(count, drawn.Distinct().Count());
                    foreach (string member in drawn)
                        seen[member] = seen.GetValueOrDefault(member) + 1;
                    if (command == "SPOP")
                        _h.Run(["SADD", "k", .. drawn]);
                }
                // Each member is expected about 200 times; the seed is fixed, so the bounds either hold for ever or never.
                Assert.Equal(members, seen.Count);
                Assert.All(seen.Values, times => Assert.InRange(times, 130, 280));
            }
        }
    }

    [Fact]
    public void SPop_AllOrNearlyAll_LeavesWhatItDidNotTake()
    {
        _h.Notify();
        _h.Resp3 = true;
        _h.Run(["SADD", "k", .. Enumerable.Range(0, 300).Select(i => $"m{i}")]);
        _h.TakeEvents();
        string[] taken = Bulks(_h.RunLine("SPOP k 290"));
        Assert.Equal("spop k", _h.TakeEvents());
        Assert.Equal("listpack", _h.EncodingOf("k"));
        string[] rest = Bulks(_h.RunLine("SMEMBERS k"));
        Assert.Equal(300, taken.Union(rest).Count());
        Assert.Equal(10, rest.Length);
        Assert.StartsWith("~10\r\n", _h.RunLine("SPOP k 10"));
        Assert.Equal("spop k,del k", _h.TakeEvents());
        Assert.Equal("~0\r\n", _h.RunLine("SPOP k 5"));
        Assert.Equal("_\r\n", _h.RunLine("SPOP k"));
        Assert.Equal("-ERR value is out of range, must be positive\r\n", _h.RunLine("SPOP k -1"));
        Assert.Equal("*0\r\n", _h.RunLine("SRANDMEMBER k 5"));
    }

    [Fact]
    public void SInterCard_Limit_StopsCounting()
    {
        _h.RunLine("SADD a 1 2 3 4");
        _h.RunLine("SADD b 2 3 4 x");
        Assert.Equal(":3\r\n", _h.RunLine("SINTERCARD 2 a b"));
        Assert.Equal(":2\r\n", _h.RunLine("SINTERCARD 2 a b LIMIT 2"));
        Assert.Equal(":3\r\n", _h.RunLine("SINTERCARD 2 a b LIMIT 0"));
        Assert.Equal("-ERR Number of keys can't be greater than number of args\r\n", _h.RunLine("SINTERCARD 3 a b"));
        Assert.Equal("-ERR numkeys should be greater than 0\r\n", _h.RunLine("SINTERCARD 0 a"));
        Assert.Equal("-ERR LIMIT can't be negative\r\n", _h.RunLine("SINTERCARD 1 a LIMIT -1"));
    }

    [Fact]
    public void SScan_WhileTheSetChanges_GivesEveryMemberThatStays()
    {
        _h.Run(["SADD", "k", .. Enumerable.Range(0, 3000).Select(i => $"stay{i}")]);
        var seen = new HashSet<string>();
        string cursor = "0";
        int step = 0;
        do
        {
            string[] reply = Bulks(_h.RunLine($"SSCAN k {cursor} COUNT 100 MATCH stay*"));
            cursor = reply[0];
            foreach (string member in reply.Skip(1))
                Assert.True(seen.Add(member));
            _h.Run(["SADD", "k", .. Enumerable.Range(0, 200).Select(i => $"more{step}-{i}")]);
            if (step++ % 2 == 1)
                _h.Run(["SREM", "k", .. Enumerable.Range(0, 200).Select(i => $"more{step - 1}-{i}")]);
        }
        while (cursor != "0");
        Assert.Equal(3000, seen.Count);
    }

    [Fact]
    public void CopiedSets_EveryEncoding_AreEqualAndIndependent()
    {
        _h.RunLine("SADD ints 1 2 300000");
        _h.RunLine("SADD texts a 1");
        _h.Run(["SADD", "large", .. Enumerable.Range(0, 700).Select(i => $"m{i}")]);
        foreach (string key in new[] { "ints", "texts", "large" })
        {
            Assert.Equal(":1\r\n", _h.RunLine($"COPY {key} {key}2"));
            Assert.Equal(_h.EncodingOf(key), _h.EncodingOf(key + "2"));
            string[] all = [.. Bulks(_h.RunLine($"SMEMBERS {key}")).Order(StringComparer.Ordinal)];
            _h.RunLine($"DEL {key}");
            Assert.Equal(all, Bulks(_h.RunLine($"SMEMBERS {key}2")).Order(StringComparer.Ordinal));
        }
    }

    [Fact]
    public void HotCommands_OnSets_AllocateNothing()
    {
        _h.Run(["SADD", "large", .. Enumerable.Range(0, 9000).Select(i => $"m{i}")]);
        _h.RunLine("SADD ints 1 2 3");
        foreach (string key in new[] { "small", "ints", "large" })
        {
            Assert.Equal(0, _h.AllocatedBy($"SADD {key} 17"));
            Assert.Equal(0, _h.AllocatedBy($"SISMEMBER {key} 17"));
            Assert.Equal(0, _h.AllocatedBy($"SRANDMEMBER {key} 2"));
            Assert.Equal(0, _h.AllocatedBy($"SPOP {key}"));
        }
        Assert.Equal(0, _h.AllocatedBy("SINTER large ints"));
    }

    private void Check(string command, string[] keys, HashSet<string> expected)
    {
        string[] sorted = [.. expected.Order(StringComparer.Ordinal)];
        Assert.Equal(sorted, Bulks(_h.Run([command, .. keys])).Order(StringComparer.Ordinal));
        Assert.Equal($":{sorted.Length}\r\n", _h.Run([command + "STORE", "result", .. keys]));
        Assert.Equal(sorted, Bulks(_h.RunLine("SMEMBERS result")).Order(StringComparer.Ordinal));
        if (command != "SDIFF" && sorted.Length > 0)
        {
            // The destination may be one of the sources.
            Assert.Equal($":{sorted.Length}\r\n", _h.Run([command + "STORE", "result", .. keys, "result"]));
        }
    }

    /// <summary>The bulk strings of a reply, in their order, whatever they are nested in.</summary>
    private static string[] Bulks(string reply)
    {
        string[] lines = reply.Split("\r\n");
        return [.. Enumerable.Range(1, lines.Length - 1).Where(i => lines[i - 1].StartsWith('$')).Select(i => lines[i])];
    }
}
