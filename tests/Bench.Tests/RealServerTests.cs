using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Bench.Tests;

/// <summary>The whole program against a real redis-server: its replies are the ones the rules must accept.</summary>
public sealed class RealServerTests : IDisposable
{
    private readonly RedisServerProcess _redis = new("--unixsocket", "redis.sock");

    public void Dispose() => _redis.Dispose();

    [Theory]
    [InlineData("-n 2000 -c 5 -P 4")]
    [InlineData("-n 2000 -c 3 -P 16 -r 100 -d 50 -3")]
    [InlineData("-n 700 -c 4 --threads 2 --dbnum 5")]
    [InlineData("-n 500 -c 2 --rate 20000")]
    public void Run_AllTests_EveryReplyOfRedisIsRight(string options)
    {
        var (code, output, errors) = Run($"{options} --json");

        Assert.Equal("", errors);
        Assert.Equal(0, code);
        using var document = JsonDocument.Parse(output);
        var tests = document.RootElement.GetProperty("tests").EnumerateArray().ToList();
        Assert.Equal(20, tests.Count);
        Assert.All(tests, t => Assert.Equal(0, t.GetProperty("wrong_replies").GetInt64()));
    }

    [Fact]
    public void Run_UnixSocketWithPassword_Works()
    {
        using (var client = _redis.Connect())
        {
            client.Must("CONFIG", "SET", "requirepass", "secret");
        }

        var socket = Path.Combine(_redis.Folder, "redis.sock");
        var (code, output, _) = RunHere("-s", socket, "-a", "secret", "-n", "1000", "-t", "ping", "-q");
        var (refused, _, errors) = RunHere("-s", socket, "-a", "wrong", "-n", "1000", "-t", "ping", "-q");

        Assert.Equal(0, code);
        Assert.Contains("PING_MBULK: ", output, StringComparison.Ordinal);
        Assert.Equal(1, refused);
        Assert.StartsWith("mtcp-bench: the server refuses the connection: WRONGPASS", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_ServerAnswersWithErrors_CodeIsOneAndTheErrorIsShown()
    {
        using (var client = _redis.Connect())
        {
            client.Must("SET", "mylist", "not a list");
        }

        var (code, output, errors) = Run("-n 100 -c 2 -t lpush --csv");

        Assert.Equal(1, code);
        Assert.EndsWith("\"100\"", output.TrimEnd(), StringComparison.Ordinal);
        Assert.Contains("LPUSH: 100 wrong replies; error from server: WRONGTYPE", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_MoreClientsThanTheServerTakes_EndsWithItsError()
    {
        using (var client = _redis.Connect())
        {
            client.Must("CONFIG", "SET", "maxclients", "5");
        }

        var (code, _, errors) = Run("-n 1000 -c 20 -t ping -q");

        Assert.Equal(1, code);
        Assert.StartsWith("mtcp-bench: ", errors, StringComparison.Ordinal);
        Assert.Contains("max number of clients reached", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Run_TrailingCommand_IsSentSoManyTimes()
    {
        var (code, _, _) = Run("-n 1234 -c 7 -q incr counted");

        Assert.Equal(0, code);
        using var client = _redis.Connect();
        Assert.Equal("1234", client.Must("GET", "counted").Text);
    }

    [Fact]
    public void Run_WithWarmUp_CountsOnlyWhatComesAfterItAndRunsTheCommandInBetween()
    {
        var (code, output, errors) = RunHere(
            "-p", $"{_redis.Port}", "-c", "2", "-n", "300", "-t", "set,get", "--csv", "--warmup", "0.1", "--after-warmup", "echo warm");

        Assert.Equal(0, code);
        Assert.Equal("warm\nwarm\n", errors);
        Assert.Equal(3, output.TrimEnd().Split('\n').Length);
        using var client = _redis.Connect();
        var calls = Regex.Match(client.Must("INFO", "commandstats").Text, "cmdstat_set:calls=([0-9]+)").Groups[1].Value;
        Assert.True(long.Parse(calls, CultureInfo.InvariantCulture) > 300, $"only {calls} calls of SET: there was no warm-up");
    }

    [Fact]
    public void Run_SteadyLoad_AllocatesNothingPerRequest()
    {
        var (code, output, _) = Run("-n 200000 -c 20 -P 16 -r 1000 -t set,get,lrange_100 --json");

        Assert.Equal(0, code);
        using var document = JsonDocument.Parse(output);
        Assert.All(
            document.RootElement.GetProperty("tests").EnumerateArray(),
            t => Assert.InRange(t.GetProperty("generator_allocated_bytes").GetInt64(), 0, 20_000));
    }

    private (int Code, string Output, string Errors) Run(string options) => RunHere(["-p", $"{_redis.Port}", .. options.Split(' ')]);

    private static (int Code, string Output, string Errors) RunHere(params string[] args)
    {
        var (output, errors) = (new StringWriter(), new StringWriter());
        var code = BenchProgram.Run(args, output, errors);
        return (code, output.ToString(), errors.ToString());
    }
}
