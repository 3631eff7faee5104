using System.Text;
using MtcpRedis.Core.Text;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Server.Tests.Config;

public class TextOracleTests
{
    [RedisServerFact]
    public void GlobPattern_RandomPatterns_MatchWhatRedisMatches()
    {
        using var redis = new RedisServerProcess();
        using RespClient client = redis.Connect();
        var random = new Random(7201);
        for (int round = 0; round < 1000; round++)
        {
            string pattern = Draw(random, "ab*?[]^-\\c*[", 9);
            string key = Draw(random, "abc]-\\^[", 5);
            client.Must("FLUSHALL");
            client.Must("SET", key, "1");
            bool theirs = client.Must("KEYS", pattern).Items.Length == 1;
            bool ours = GlobPattern.Matches(Encoding.Latin1.GetBytes(pattern), Encoding.Latin1.GetBytes(key));
            Assert.True(theirs == ours, $"pattern '{pattern}', key '{key}': Redis {theirs}, we {ours}");
        }
    }

    [RedisServerFact]
    public void SplitArguments_RandomLines_SplitAsRedisSplitsThem()
    {
        using var redis = new RedisServerProcess();
        var random = new Random(7202);
        RespClient client = redis.Connect();
        for (int round = 0; round < 1000; round++)
        {
            string line = "RPUSH k " + Draw(random, "ab \"'\\xn4\t\v ", 10);
            client.Must("DEL", "k");
            client.SendInline(line);
            RespValue reply = client.Receive();
            bool split = SplitArguments.TrySplit(Encoding.Latin1.GetBytes(line), out List<byte[]> arguments);
            Assert.True(split != reply.Text.EndsWith("unbalanced quotes in request", StringComparison.Ordinal), $"{line}: {reply.Text}");
            if (split)
            {
                IEnumerable<string> theirs = client.Must("LRANGE", "k", "0", "-1").Items.Select(i => i.Text);
                Assert.Equal(theirs, arguments.Skip(2).Select(Encoding.Latin1.GetString));
                continue;
            }

            client.Dispose();
            client = redis.Connect();
        }

        client.Dispose();
    }

    private static string Draw(Random random, string alphabet, int maxLength) =>
        new(random.GetItems(alphabet.AsSpan(), random.Next(maxLength + 1)));
}
