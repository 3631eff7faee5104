using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>The client library most .NET programs use, in both protocol versions.</summary>
[Trait("Family", "scenarios")]
public sealed class StackExchangeTests
{
    public static TheoryData<int, string> Variants => new() { { 1, "resp2" }, { 1, "resp3" }, { 4, "resp2" }, { 4, "resp3" } };

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Strings_SetGetIncrementExpire_RoundTrip(int cores, string protocol)
    {
        using var server = Subject.Start(cores);
        await using var redis = await StackExchangeSession.ConnectAsync(server, protocol);
        await StackExchangeSession.StringsAsync(redis);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Collections_HashesListsSetsSortedSets_RoundTrip(int cores, string protocol)
    {
        using var server = Subject.Start(cores);
        await using var redis = await StackExchangeSession.ConnectAsync(server, protocol);
        await StackExchangeSession.CollectionsAsync(redis);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Transactions_WithConditions_CommitOnlyWhenTheyHold(int cores, string protocol)
    {
        using var server = Subject.Start(cores);
        await using var redis = await StackExchangeSession.ConnectAsync(server, protocol);
        await StackExchangeSession.TransactionsAsync(redis);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task PubSub_ChannelsAndPatterns_DeliverInOrder(int cores, string protocol)
    {
        using var server = Subject.Start(cores);
        await using var redis = await StackExchangeSession.ConnectAsync(server, protocol);
        await using var other = await StackExchangeSession.ConnectAsync(server, protocol);
        await StackExchangeSession.PubSubAsync(redis, other);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public async Task Batches_ThousandsOfCommandsFromManyTasks_AllAnswered(int cores, string protocol)
    {
        using var server = Subject.Start(cores);
        var baseline = new ArenaBaseline(server);
        await using (var redis = await StackExchangeSession.ConnectAsync(server, protocol))
        {
            await StackExchangeSession.BatchesAsync(redis);
        }

        baseline.AssertRestored();
    }
}
