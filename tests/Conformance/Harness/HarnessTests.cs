using MtcpRedis.Conformance.Families;
using MtcpRedis.Conformance.Runs;
using MtcpRedis.Conformance.Streams;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Harness;

/// <summary>The harness against servers that are wrong on purpose: a real Redis with renamed commands.</summary>
public class HarnessTests
{
    [Fact]
    public void Run_TwoEqualServers_FindsNoDifference()
    {
        using var reference = new RedisServerProcess();
        using var subject = new RedisServerProcess();
        using var duel = new Duel(reference, subject);
        Assert.Null(new FamilyRun(duel, new HashSet<string>()).RunCommands(AllFamilies.Mixed, firstSeed: 1, commands: 2_000));
    }

    [Fact]
    public void Run_SubjectLacksACommand_ShrinksToThatCommandAlone()
    {
        var report = Report("strings", "--rename-command", "INCR", "NOSUCHNAME");
        Assert.Contains("reply differs at INCR", report, StringComparison.Ordinal);
        Assert.Contains("shrunk to 1:", report, StringComparison.Ordinal);
    }

    /// <summary>Two pushes tell the ends apart, and one reply shows it: nothing shorter can fail.</summary>
    [Fact]
    public void Shrink_SubjectPushesAtTheWrongEnd_LeavesTwoPushesAndALook()
    {
        using var reference = new RedisServerProcess();
        using var subject = new RedisServerProcess(
            "--rename-command",
            "LPUSH",
            "OTHER",
            "--rename-command",
            "RPUSH",
            "LPUSH",
            "--rename-command",
            "OTHER",
            "RPUSH");
        using var duel = new Duel(reference, subject);
        var commands = Enumerable.Range(
            0,
            60).Select(i => (i % 7) switch { 6 => "LRANGE l 0 -1", 3 => "SET other v", _ => $"RPUSH l e{i}" });
        Step[] steps = [.. commands.Select(c => new Step(new Exchange(0, RespCommand.Parse(c), Replies.Rules.Exact)))];
        var runner = new StreamRunner(duel);
        var stream = new CommandStream("list", 1, [2], steps);
        var failure = runner.Run(stream);
        Assert.NotNull(failure);
        var small = new Shrinker(runner, TimeSpan.FromSeconds(30)).Shrink(stream, failure);
        Assert.Equal("LRANGE", small.Failure.Subject);
        var lines = small.Stream.Steps.SelectMany(s => s.Actions).SelectMany(a => a.Lines).ToList();
        Assert.True(lines.Count <= 3, string.Join('\n', lines));
        Assert.StartsWith("LRANGE l 0 -1", lines[^1], StringComparison.Ordinal);
    }

    [Fact]
    public void Run_SameSeedTwice_GivesTheSameReport()
    {
        string[] wrong = ["--rename-command", "SREM", "NOSUCHNAME"];
        Assert.Equal(Report("set", wrong), Report("set", wrong));
    }

    /// <summary>Without replies that tell, the state at the end still does.</summary>
    [Fact]
    public void Compare_StatesDifferInOneElement_NamesTheKey()
    {
        using var reference = new RedisServerProcess();
        using var subject = new RedisServerProcess();
        using var duel = new Duel(reference, subject);
        var state = new StateComparer(duel);
        duel.OnBoth("SADD", side => side.Admin.Must("SADD", "s", "a", "b"));
        duel.OnBoth("SELECT", side => side.Admin.Must("SELECT", "3"));
        duel.OnBoth("ZADD", side => side.Admin.Must("ZADD", "z", "1", "m"));
        state.Compare();
        duel.Subject.Admin.Must("SELECT", "3");
        duel.Subject.Admin.Must("ZADD", "z", "2", "m");
        var difference = Assert.Throws<Replies.MismatchException>(state.Compare);
        Assert.Equal("contents of zset", difference.Subject);
        Assert.Contains("database 3, key z", difference.Reason, StringComparison.Ordinal);
    }

    private static string Report(string family, params string[] subjectDirectives)
    {
        using var reference = new RedisServerProcess();
        using var subject = new RedisServerProcess(subjectDirectives);
        using var duel = new Duel(reference, subject);
        var report = new FamilyRun(duel, new HashSet<string>()).RunCommands(AllFamilies.ByName(family), firstSeed: 7, commands: 5_000);
        Assert.NotNull(report);
        return report;
    }
}
