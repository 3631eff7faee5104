using MtcpRedis.Bench.Options;
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
    public void Parse_WrongArguments_AreRefusedInOneLine(string line, string expected)
    {
        var e = Assert.Throws<OptionException>(() => OptionParser.Parse(line.Split(' ')));

        Assert.StartsWith(expected, e.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', e.Message);
    }
}
