using System.Globalization;
using System.Text;
using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Info;

/// <summary>INFO commandstats and errorstats: the meters of all shards and cores, added up.</summary>
internal static class CommandStatsSection
{
    public static void Write(Node node, StringBuilder text)
    {
        foreach (CommandSpec command in node.Commands.ByIndex)
        {
            CommandCost cost = Sum(node, command.Index);
            if (cost.Calls + cost.Rejected + cost.Failed == 0)
                continue;
            double perCall = cost.Calls == 0 ? 0 : (double)cost.Microseconds / cost.Calls;
            string average = perCall.ToString("F2", CultureInfo.InvariantCulture);
            text.Line(
                $"cmdstat_{command.FullName}",
                $"calls={cost.Calls},usec={cost.Microseconds},usec_per_call={average},rejected_calls={cost.Rejected},failed_calls={cost.Failed}");
        }
    }

    public static void WriteErrors(Node node, StringBuilder text)
    {
        foreach ((string name, long count) in Errors(node))
            text.Line($"errorstat_{name}", $"count={count}");
    }

    /// <summary>Error replies by their first word.</summary>
    public static SortedDictionary<string, long> Errors(Node node)
    {
        var sums = new SortedDictionary<string, long>(StringComparer.Ordinal);
        foreach (CoreLoop core in node.Cores)
        {
            core.LocalShard.Executor.Meter.Errors.AddTo(sums);
            core.Operations.Meter.Errors.AddTo(sums);
        }
        return sums;
    }

    private static CommandCost Sum(Node node, int index)
    {
        var sum = default(CommandCost);
        foreach (CoreLoop core in node.Cores)
        {
            Add(ref sum, core.LocalShard.Executor.Meter.Costs[index]);
            Add(ref sum, core.Operations.Meter.Costs[index]);
        }
        return sum;
    }

    private static void Add(ref CommandCost sum, in CommandCost part)
    {
        sum.Calls += part.Calls;
        sum.Ticks += part.Ticks;
        sum.Rejected += part.Rejected;
        sum.Failed += part.Failed;
    }
}
