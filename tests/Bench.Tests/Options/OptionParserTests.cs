using MtcpRedis.Bench.Options;
using MtcpRedis.Bench.Workloads;
using Xunit;

namespace MtcpRedis.Bench.Tests.Options;

public sealed class OptionParserTests
{
    [Fact]
    public void Parse_NoArguments_GivesTheDefaultsOfRedisBenchmark()
    {
        var options = OptionParser.Parse([]);

        Assert.Equal(("127.0.0.1", 6379, 50, 100_000L), (options.Host, options.Port, options.Clients, options.Requests));
        Assert.Equal((1, 3, 1, 0), (options.Pipeline, options.DataSize, options.Threads, options.Database));
        Assert.Null(options.KeySpace);
        Assert.Null(options.Rate);
        Assert.Empty(options.Tests);
        Assert.Empty(options.Command);
    }

    [Fact]
    public void Parse_EveryOption_IsTaken()
    {
        var options = OptionParser.Parse(
            "-h ::1 -p 7000 -a secret --user app -c 8 -n 5000 -P 16 -t SET,get -d 64 -r 1000 --threads 2 --dbnum 3 --rate 2.5e5 --seed 9 -3 -e -l --csv".Split(' '));

        Assert.Equal(("::1", 7000, "secret", "app"), (options.Host, options.Port, options.Password, options.User));
        Assert.Equal((8, 5000L, 16, 64, 1000L), (options.Clients, options.Requests, options.Pipeline, options.DataSize, options.KeySpace!.Value));
        Assert.Equal(["set", "get"], options.Tests);
        Assert.Equal((2, 3, 250_000d, 9UL), (options.Threads, options.Database, options.Rate!.Value, options.Seed));
        Assert.True(options.Resp3 && options.ShowErrors && options.Loop);
        Assert.Equal(ReportFormat.Csv, options.Format);
    }

    [Fact]
    public void Parse_TrailingWords_AreTheCommandEvenWhenTheyLookLikeOptions()
    {
        var options = OptionParser.Parse(["-n", "10", "set", "-p", "__rand_int__"]);

        Assert.Equal(["set", "-p", "__rand_int__"], options.Command);
        Assert.Equal(6379, options.Port);
    }

    [Fact]
    public void Parse_DurationWithoutCount_IsNotEndedByTheDefaultCount()
    {
        Assert.Equal(long.MaxValue, OptionParser.Parse(["--duration", "2"]).Requests);
        Assert.Equal(7, OptionParser.Parse(["--duration", "2", "-n", "7"]).Requests);
        Assert.Equal(TimeSpan.FromSeconds(0.5), OptionParser.Parse(["--warmup", "0.5"]).WarmUp);
        Assert.Equal("sync; date", OptionParser.Parse(["--warmup", "0.5", "--after-warmup", "sync; date"]).AfterWarmUp);
    }

    [Fact]
    public void Parse_OptionsOfOurOwnStack_AreTaken()
    {
        var stack = OptionParser.Parse((
            "--device net_memif0,role=client --address 10.0.0.2/24,10.0.0.3/24 --address fd00::2/64 --gateway 10.0.0.254 --mac 02:00:00:00:00:02 " +
            "--mtu 9000 --no-huge --no-verify-checksums --loss 1").Split(' ')).Stack;

        Assert.Equal(("net_memif0,role=client", "10.0.0.254", "02:00:00:00:00:02"), (stack.Device, $"{stack.Gateway}", $"{stack.Mac}"));
        Assert.Equal(["10.0.0.2/24", "10.0.0.3/24", "fd00::2/64"], stack.Addresses.Select(a => $"{a}"));
        Assert.Equal((9000, 0.01), (stack.Mtu, stack.Loss));
        Assert.True(stack.NoHugepages && stack.TrustChecksums);
    }

    [Fact]
    public void Parse_Idle_IsAnOpenLoopInWhichEachConnectionHasItsTurn()
    {
        var options = OptionParser.Parse("--idle 100000 --idle-interval 20".Split(' '));

        Assert.Equal((100_000, 5_000d, 1), (options.Clients, options.Rate, options.Pipeline));
        Assert.Equal((TimeSpan.FromSeconds(40), long.MaxValue), (options.Duration, options.Requests));
        Assert.Equal(["IDLE (100000 connections, PING)"], WorkloadCatalog.Select(options).Select(w => w.Title));
    }

    [Theory]
    [InlineData("--bogus", "unknown option '--bogus'")]
    [InlineData("-c", "option '-c' needs a value")]
    [InlineData("-c 0", "option '-c' takes a whole number from 1 to 1000000, not '0'")]
    [InlineData("-p x", "option '-p' takes a whole number from 1 to 65535, not 'x'")]
    [InlineData("--rate -1", "option '--rate' takes a number above 0")]
    [InlineData("--rate NaN", "option '--rate' takes a number above 0")]
    [InlineData("--user app", "--user needs a password")]
    [InlineData("-c 2 --threads 3", "3 threads cannot share 2 connections")]
    [InlineData("--json -l", "--json writes one document")]
    [InlineData("--address 10.0.0.2/24", "option '--address' is for our own stack")]
    [InlineData("--loss 1", "option '--loss' is for our own stack")]
    [InlineData("--device net_null0", "--device needs an address for our side")]
    [InlineData("--device net_null0 --address 10.0.0.2/24 -s /run/redis.sock", "--device reaches no Unix socket")]
    [InlineData("--device net_null0 --address 10.0.0.2/33", "option '--address': '10.0.0.2/33': the prefix length must be 0-32")]
    [InlineData("--device net_null0 --address 10.0.0.2/24,x", "option '--address': 'x' is not an IP address")]
    [InlineData("--gateway 224.0.0.1", "option '--gateway': '224.0.0.1' is not the address of a router")]
    [InlineData("--mac 01:00:00:00:00:01", "option '--mac': '01:00:00:00:00:01' is not the address of a station")]
    [InlineData("--mtu 100", "option '--mtu' takes a whole number from 576 to 9000")]
    [InlineData("--loss 91", "option '--loss' takes a number above 0 and at most 90")]
    [InlineData("--after-warmup true", "--after-warmup needs a warm-up (--warmup)")]
    [InlineData("--idle 100 -P 2", "--idle says how many connections there are")]
    [InlineData("--idle 100 get x", "--idle says how many connections there are")]
    public void Parse_WrongArguments_AreRefusedInOneLine(string line, string expected)
    {
        var e = Assert.Throws<OptionException>(() => OptionParser.Parse(line.Split(' ')));

        Assert.StartsWith(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
