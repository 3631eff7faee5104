using System.Collections.Concurrent;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Replies;

/// <summary>Compares replies by rule and, where the subject speaks for a newer version, by the list of known differences.</summary>
/// <param name="subjectIsNewer">Whether the subject reports version 7.2 or later, so that the known differences apply.</param>
public sealed class ReplyComparer(bool subjectIsNewer)
{
    /// <summary>How often each known difference explained a reply.</summary>
    public ConcurrentDictionary<string, int> Explained { get; } = new();

    /// <summary>Whether the known differences apply at all.</summary>
    public bool SubjectIsNewer => subjectIsNewer;

    /// <returns>Null when equal or explained, else the reason.</returns>
    public string? Compare(ReplyRule rule, RespCommand command, RespValue expected, RespValue actual, IReadOnlyList<ReplyPair> earlier)
    {
        var reason = rule.Compare(new RuleInput(this, command, expected, actual, earlier));
        if (reason is null || !subjectIsNewer)
        {
            return reason;
        }

        foreach (var difference in KnownDifferences.All)
        {
            var newer = difference.Rewrite(command, expected, actual);
            if (newer is not null && rule.Compare(new RuleInput(this, command, newer, actual, earlier)) is null)
            {
                Explained.AddOrUpdate(difference.Name, 1, (_, count) => count + 1);
                return null;
            }
        }

        return reason;
    }
}
