using System.Text.RegularExpressions;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Generic;

public sealed partial class IterationTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(4, 7)]
    [InlineData(3, 1000)]
    public void Scan_WholeIteration_TellsEveryKeyOnce(int shards, int count)
    {
        using var h = new CommandHarness(shards);
        var expected = new HashSet<string>();
        for (int i = 0; i < 500; i++)
        {
            expected.Add($"key:{i}");
            h.Run("SET", $"key:{i}", "v");
        }
        List<string> keys = ScanAll(h, "COUNT", $"{count}");
        Assert.Equal(expected.Count, keys.Count);
        Assert.Equal(expected, keys.ToHashSet());
    }

    [Fact]
    public void Scan_WhileKeysComeAndGo_TellsThoseThatStay()
    {
        using var h = new CommandHarness(shards: 2);
        for (int i = 0; i < 1000; i++)
            h.Run("SET", $"stays:{i}", "v");
        var told = new HashSet<string>();
        string cursor = "0";
        int round = 0;
        do
        {
            (cursor, List<string> keys) = ScanOnce(h, cursor, "MATCH", "stays:*");
            foreach (string key in keys)
                Assert.True(told.Add(key), $"{key} was told twice");
            for (int i = 0; i < 20; i++)
            {
                if (round % 2 == 0)
                    h.Run("SET", $"comes:{i}:{round}", "v");
                else
                    h.Run("DEL", $"comes:{i}:{round - 1}");
            }
            round++;
        }
        while (cursor != "0");
        Assert.Equal(1000, told.Count);
    }

    [Fact]
    public void Scan_TypeAndExpired_AreLeftOut()
    {
        using var h = new CommandHarness();
        h.RunLine("MSET a 1 b 2");
        h.RunLine("SET c 3 PX 10");
        h.Now += 10;
        h.Notify();
        Assert.Equal("*2\r\n$1\r\n0\r\n*0\r\n", h.RunLine("SCAN 0 TYPE list"));
        Assert.Equal(2, ScanAll(h, "TYPE", "STRING").Count);
        Assert.Equal("expired c", h.TakeEvents());
    }

    [Theory]
    [InlineData("SCAN abc", "-ERR invalid cursor\r\n")]
    [InlineData("SCAN 18446744073709551616", "-ERR invalid cursor\r\n")]
    [InlineData("SCAN 0 COUNT 0", "-ERR syntax error\r\n")]
    [InlineData("SCAN 0 COUNT x", "-ERR value is not an integer or out of range\r\n")]
    [InlineData("SCAN 0 MATCH", "-ERR syntax error\r\n")]
    [InlineData("SCAN 0 NOSUCH 1", "-ERR syntax error\r\n")]
    [InlineData("SCAN 18446744073709551615", "*2\r\n$1\r\n0\r\n*0\r\n")]
    public void Scan_BadArguments_AreRefused(string line, string expected)
    {
        using var h = new CommandHarness(shards: 2);
        Assert.Equal(expected, h.RunLine(line));
    }

    [Fact]
    public void RandomKey_EveryKeyOfEveryShard_HasAboutTheSameChance()
    {
        using var h = new CommandHarness(shards: 4);
        for (int i = 0; i < 20; i++)
            h.Run("SET", $"k{i}", "v");
        var drawn = new Dictionary<string, int>();
        for (int i = 0; i < 20_000; i++)
        {
            string key = h.Run("RANDOMKEY");
            drawn[key] = drawn.GetValueOrDefault(key) + 1;
        }
        // 1000 each are expected; six standard deviations are 190.
        Assert.Equal(20, drawn.Count);
        Assert.All(drawn.Values, count => Assert.InRange(count, 800, 1200));
    }

    [Fact]
    public void RandomKey_OnlyExpiredKeys_IsNullAndRemovesThem()
    {
        using var h = new CommandHarness(shards: 2);
        for (int i = 0; i < 10; i++)
            h.Run("SET", $"k{i}", "v", "PX", "5");
        h.Now += 5;
        Assert.Equal("$-1\r\n", h.Run("RANDOMKEY"));
        Assert.Equal(0, h.Keyspace.Shards.Sum(shard => shard.Databases[0].Count));
    }

    [Fact]
    public void Keys_Pattern_TellsMatchingKeysThatLive()
    {
        using var h = new CommandHarness(shards: 3);
        h.RunLine("MSET one 1 two 2 three 3");
        h.RunLine("SET tomorrow 4 PX 5");
        h.Now += 5;
        Assert.Equal("*1\r\n$3\r\none\r\n", h.RunLine("KEYS o*"));
        Assert.StartsWith("*2\r\n", h.RunLine("KEYS t*"), StringComparison.Ordinal);
        Assert.StartsWith("*3\r\n", h.RunLine("KEYS *"), StringComparison.Ordinal);
    }

    [GeneratedRegex(@"\$\d+\r\n([^\r]*)\r\n")]
    private static partial Regex Bulk();

    private static (string Cursor, List<string> Keys) ScanOnce(CommandHarness h, string cursor, params string[] options)
    {
        string reply = h.Run(["SCAN", cursor, .. options]);
        List<string> bulks = Bulk().Matches(reply).Select(match => match.Groups[1].Value).ToList();
        return (bulks[0], bulks[1..]);
    }

    private static List<string> ScanAll(CommandHarness h, params string[] options)
    {
        var all = new List<string>();
        string cursor = "0";
        do
        {
            (cursor, List<string> keys) = ScanOnce(h, cursor, options);
            all.AddRange(keys);
        }
        while (cursor != "0");
        return all;
    }
}
