using System.Text;
using MtcpRedis.Bench.Replies;

namespace MtcpRedis.Bench.Load;

/// <summary>Cuts received bytes into replies and compares each with the test's rule.</summary>
internal sealed class ReplyJudge(ReplyRule rule, WrongReplies wrong)
{
    private readonly byte[] _exact = rule.Exact;

    /// <summary>Judges the whole replies at the start of the bytes.</summary>
    /// <param name="bytes">What was received and not consumed yet.</param>
    /// <param name="expected">Replies that are owed.</param>
    /// <param name="memory">The connection's memory for the rule.</param>
    /// <param name="answered">How many replies there were.</param>
    /// <returns>Bytes consumed.</returns>
    /// <exception cref="LoadException">The bytes are not RESP, or there is a reply that no request asked for.</exception>
    public int Judge(ReadOnlySpan<byte> bytes, int expected, ref long memory, out int answered)
    {
        answered = 0;
        var rest = bytes;
        while (!rest.IsEmpty)
        {
            if (_exact.Length > 0 && answered < expected && rest.StartsWith(_exact))
            {
                rest = rest[_exact.Length..];
                answered++;
                continue;
            }

            var status = ReplyScanner.TryRead(rest, out var reply);
            if (status == ReplyStatus.Incomplete)
            {
                break;
            }

            if (status == ReplyStatus.Malformed || (answered == expected && !reply.IsPush))
            {
                throw new LoadException($"{(status == ReplyStatus.Malformed ? "not a reply" : "a reply without a request")}: {Start(rest)}");
            }

            answered += Accept(reply, ref memory);
            rest = rest[reply.Whole.Length..];
        }

        return bytes.Length - rest.Length;
    }

    private int Accept(in ReplyView reply, ref long memory)
    {
        if (reply.IsPush)
        {
            return 0;
        }

        if (reply.IsError || !rule.Accepts(reply, ref memory))
        {
            wrong.Add(reply, rule);
        }

        return 1;
    }

    private static string Start(ReadOnlySpan<byte> bytes) => $"\"{Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 64)])}\"";
}
