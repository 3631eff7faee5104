using MtcpRedis.Conformance.Families;
using MtcpRedis.Conformance.Runs;
using Xunit;
using Xunit.Abstractions;

namespace MtcpRedis.Conformance;

/// <summary>
/// The same random commands against a real Redis and against ours, family by family. The seeds are fixed, so that a run can be repeated;
/// together the families compare 100,000 commands per number of cores.
/// </summary>
public abstract class ConformanceTests(DuelFixture fixture, ITestOutputHelper output)
{
    private const int FirstSeed = 1000;

    [Fact, Trait("Family", "connection")]
    public void Connection_RandomStream_AnswersAsRedis() => Run("connection", 4_000);

    [Fact, Trait("Family", "generic")]
    public void Generic_RandomStream_AnswersAsRedis() => Run("generic", 5_000);

    [Fact, Trait("Family", "strings")]
    public void Strings_RandomStream_AnswersAsRedis() => Run("strings", 6_000);

    [Fact, Trait("Family", "bitmap")]
    public void Bitmap_RandomStream_AnswersAsRedis() => Run("bitmap", 4_000);

    [Fact, Trait("Family", "hyperloglog")]
    public void HyperLogLog_RandomStream_AnswersAsRedis() => Run("hyperloglog", 3_000);

    [Fact, Trait("Family", "hash")]
    public void Hash_RandomStream_AnswersAsRedis() => Run("hash", 6_000);

    [Fact, Trait("Family", "list")]
    public void List_RandomStream_AnswersAsRedis() => Run("list", 6_000);

    [Fact, Trait("Family", "set")]
    public void Set_RandomStream_AnswersAsRedis() => Run("set", 6_000);

    [Fact, Trait("Family", "sortedset")]
    public void SortedSet_RandomStream_AnswersAsRedis() => Run("sortedset", 8_000);

    [Fact, Trait("Family", "geo")]
    public void Geo_RandomStream_AnswersAsRedis() => Run("geo", 4_000);

    [Fact, Trait("Family", "pubsub")]
    public void PubSub_RandomStream_AnswersAsRedis() => Run("pubsub", 3_000);

    [Fact, Trait("Family", "notifications")]
    public void Notifications_RandomStream_AnswersAsRedis() => Run("notifications", 4_000);

    [Fact, Trait("Family", "transactions")]
    public void Transactions_RandomStream_AnswersAsRedis() => Run("transactions", 6_000);

    [Fact, Trait("Family", "scan")]
    public void Scan_RandomStream_AnswersAsRedis() => Run("scan", 3_000);

    [Fact, Trait("Family", "sort")]
    public void Sort_RandomStream_AnswersAsRedis() => Run("sort", 4_000);

    [Fact, Trait("Family", "object")]
    public void Object_RandomStream_AnswersAsRedis() => Run("object", 4_000);

    [Fact, Trait("Family", "expiry")]
    public void Expiry_RandomStream_AnswersAsRedis() => Run("expiry", 4_000);

    [Fact, Trait("Family", "blocking")]
    public void Blocking_RandomStream_AnswersAsRedis() => Run("blocking", 2_000);

    [Fact, Trait("Family", "server")]
    public void Server_RandomStream_AnswersAsRedis() => Run("server", 3_000);

    [Fact, Trait("Family", "mixed")]
    public void Mixed_RandomStream_AnswersAsRedis() => Run("mixed", 15_000);

    private void Run(string name, int commands)
    {
        var family = AllFamilies.ByName(name);
        var run = new FamilyRun(fixture.Duel, fixture.Settings.Skipped);
        var report = fixture.Settings.Seed is { } seed
            ? run.RunSeed(family, seed)
            : run.RunCommands(family, FirstSeed, fixture.Settings.Commands ?? commands);
        output.WriteLine($"{run.Compared} commands compared");
        foreach (var (difference, count) in fixture.Duel.Comparer.Explained)
        {
            output.WriteLine($"known difference {difference}: {count} times so far");
        }

        Assert.True(report is null, report);
    }
}
