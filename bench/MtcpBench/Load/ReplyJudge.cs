using System.Text;
using MtcpRedis.Bench.Replies;

namespace MtcpRedis.Bench.Load;

/// <summary>Cuts received bytes into replies and compares each with the test's rule.</summary>
/// <remarks>
/// Where a rule knows the exact reply, whole pipelines are compared at once, and a long reply piece by piece as it arrives, so that checking
/// costs no more than reading the bytes.
/// </remarks>
internal sealed class ReplyJudge
{
    private const int BlockSize = 4096;
    private const int LongReply = 16 * 1024;

    private readonly ReplyRule _rule;
    private readonly WrongReplies _wrong;
    private readonly byte[] _exact;
    private readonly byte[] _block;

    /// <summary>Judges by a rule.</summary>
    public ReplyJudge(ReplyRule rule, WrongReplies wrong)
    {
        (_rule, _wrong, _exact) = (rule, wrong, rule.Exact);
        var copies = _exact.Length == 0 ? 0 : Math.Max(1, BlockSize / _exact.Length);
        _block = new byte[copies * _exact.Length];
        for (var i = 0; i < copies; i++)
        {
            _exact.CopyTo(_block, i * _exact.Length);
        }
    }

    /// <summary>Judges the whole replies at the start of the bytes.</summary>
    /// <param name="connection">Whose replies they are: how many are owed, and what was remembered of earlier ones.</param>
    /// <param name="bytes">What was received and not consumed yet; more of it where earlier bytes had to be taken back.</param>
    /// <param name="answered">How many replies there were.</param>
    /// <returns>Bytes consumed.</returns>
    /// <exception cref="LoadException">The bytes are not RESP, or there is a reply that no request asked for.</exception>
    public int Judge(BenchConnection connection, ref ReadOnlySpan<byte> bytes, out int answered)
    {
        answered = 0;
        var rest = bytes;
        if (connection.Matched > 0)
        {
            if (!GoOn(connection, ref rest, ref answered))
            {
                bytes = connection.PutBack(_exact.AsSpan(0, connection.Matched), bytes);
                connection.Matched = 0;
                rest = bytes;
            }
            else if (rest.IsEmpty)
            {
                return bytes.Length;
            }
        }

        TakeExact(connection, ref rest, ref answered);
        while (!rest.IsEmpty && TakeOne(connection, ref rest, ref answered))
        {
        }

        return bytes.Length - rest.Length;
    }

    /// <summary>Goes on with a long reply whose start was right.</summary>
    /// <returns>False where it is not the exact reply after all.</returns>
    private bool GoOn(BenchConnection connection, ref ReadOnlySpan<byte> rest, ref int answered)
    {
        var due = _exact.AsSpan(connection.Matched);
        var count = Math.Min(due.Length, rest.Length);
        if (!rest[..count].SequenceEqual(due[..count]))
        {
            return false;
        }

        rest = rest[count..];
        var isWhole = count == due.Length;
        answered += isWhole ? 1 : 0;
        connection.Matched = isWhole ? 0 : connection.Matched + count;
        return true;
    }

    /// <summary>Takes exact replies from the front, as many at a time as the block holds.</summary>
    private void TakeExact(BenchConnection connection, ref ReadOnlySpan<byte> rest, ref int answered)
    {
        var length = _exact.Length;
        while (length > 0 && rest.Length >= length && answered < connection.Outstanding)
        {
            var bytes = Math.Min(Math.Min(rest.Length, _block.Length), (long)(connection.Outstanding - answered) * length);
            var count = (int)bytes / length;
            if (!rest[..(count * length)].SequenceEqual(_block.AsSpan(0, count * length)))
            {
                return;
            }

            rest = rest[(count * length)..];
            answered += count;
        }
    }

    /// <summary>Takes one reply of whatever kind.</summary>
    /// <returns>False when there is no whole one.</returns>
    private bool TakeOne(BenchConnection connection, ref ReadOnlySpan<byte> rest, ref int answered)
    {
        var isOwed = answered < connection.Outstanding;
        if (isOwed && _exact.Length > 0 && rest.StartsWith(_exact))
        {
            rest = rest[_exact.Length..];
            answered++;
            return true;
        }

        var status = ReplyScanner.TryRead(rest, out var reply);
        if (status == ReplyStatus.Incomplete)
        {
            if (isOwed && _exact.Length >= LongReply && rest.Length < _exact.Length && rest.SequenceEqual(_exact.AsSpan(0, rest.Length)))
            {
                connection.Matched = rest.Length;
                rest = default;
            }

            return false;
        }

        if (status == ReplyStatus.Malformed || (!isOwed && !reply.IsPush))
        {
            throw new LoadException($"{(status == ReplyStatus.Malformed ? "not a reply" : "a reply without a request")}: {Start(rest)}");
        }

        answered += Accept(reply, ref connection.Memory);
        rest = rest[reply.Whole.Length..];
        return true;
    }

    private int Accept(in ReplyView reply, ref long memory)
    {
        if (reply.IsPush)
        {
            return 0;
        }

        if (reply.IsError || !_rule.Accepts(reply, ref memory))
        {
            _wrong.Add(reply, _rule);
        }

        return 1;
    }

    private static string Start(ReadOnlySpan<byte> bytes) => $"\"{Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, 64)])}\"";
}
