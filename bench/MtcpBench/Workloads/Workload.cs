using MtcpRedis.Bench.Replies;

namespace MtcpRedis.Bench.Workloads;

/// <summary>One test: the command that is sent over and over, and how its replies are judged.</summary>
internal sealed record Workload
{
    /// <summary>Heading in reports, as redis-benchmark prints it.</summary>
    public required string Title { get; init; }

    /// <summary>Names that select the test with -t; the first is its own.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>The command.</summary>
    public required CommandTemplate Command { get; init; }

    /// <summary>Makes the rule for the replies, given what the earlier tests left behind.</summary>
    public required Func<WorkloadKnowledge, ReplyRule> Rule { get; init; }

    /// <summary>Takes down what the test leaves behind, given the number of its requests.</summary>
    public Action<WorkloadKnowledge, long> Learn { get; init; } = (_, _) => { };
}
