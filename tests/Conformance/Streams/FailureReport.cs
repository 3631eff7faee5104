using System.Text;
using MtcpRedis.Conformance.Replies;

namespace MtcpRedis.Conformance.Streams;

/// <summary>Writes a failing stream so that a person can paste it into redis-cli and run it again by its seed.</summary>
public static class FailureReport
{
    public static string Write(string title, CommandStream stream, MismatchException failure, MismatchException original, int originalSteps, string log)
    {
        var text = new StringBuilder();
        text.AppendLine($"{failure.Kind} differs at {failure.Subject}: {failure.Reason}");
        text.AppendLine($"  family {stream.Family}, seed {stream.Seed}, against {title}; {originalSteps} steps shrunk to {stream.Steps.Count}:");
        AppendLines(text, stream);
        if (original.Reason != failure.Reason)
        {
            text.AppendLine($"  before shrinking: {original.Reason}");
        }

        if (failure.Expected is not null)
        {
            text.AppendLine($"  reference: {Indent(failure.Expected.ToString())}");
            text.AppendLine($"  subject:   {Indent(failure.Actual?.ToString() ?? "")}");
        }

        text.AppendLine($"  again: SEED={stream.Seed} dotnet test tests/Conformance --filter Family={stream.Family}");
        if (failure.Kind == "connection" && log.Length > 0)
        {
            text.AppendLine("  last lines of the subject's log:").AppendLine(string.Join('\n', log.Split('\n').TakeLast(40)));
        }

        return text.ToString();
    }

    private static void AppendLines(StringBuilder text, CommandStream stream)
    {
        var manyClients = stream.Steps.SelectMany(s => s.Actions).Select(a => a.Client).Distinct().Count() > 1;
        var client = -1;
        foreach (var action in stream.Steps.SelectMany(s => s.Actions))
        {
            if (action.Client != client)
            {
                client = action.Client;
                var protocol = stream.Protocols[client % stream.Protocols.Count];
                text.AppendLine(manyClients ? $"    # client {client}, RESP{protocol}" : $"    # RESP{protocol}");
            }

            foreach (var line in action.Lines)
            {
                text.Append("    ").AppendLine(line.Length > 2000 ? line[..2000] + $" ... ({line.Length} characters)" : line);
            }
        }
    }

    private static string Indent(string lines) => lines.Replace("\n", "\n      ", StringComparison.Ordinal);
}
