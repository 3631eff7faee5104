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
    /// <param name="bytes">What was received and not consumed yet.</param>
    /// <param name="answered">How many replies there were.</param>
    /// <returns>Bytes consumed.</returns>
    /// <exception cref="LoadException">The bytes are not RESP, or there is a reply that no request asked for.</exception>
    public int Judge(BenchConnection connection, ReadOnlySpan<byte> bytes, out int answered)
    {
        answered = 0;
        var at = 0;
        if (connection.Matched > 0)
        {
            at = GoOn(connection, bytes, ref answered);
            if (at < 0)
            {
                // Not the exact reply after all: from its start, and with no knowledge of it.
                bytes = connection.PutBack(_exact.AsSpan(0, connection.Matched), bytes);
                (connection.Matched, at) = (0, 0);
            }
        }

        at = TakeExact(connection.Outstanding, bytes, at, ref answered);
        while (at < bytes.Length)
        {
            var length = TakeOne(connection, bytes[at..], ref answered);
            if (length == 0)
            {
                break;
            }

            at += length;
        }

        return at;
    }

    /// <summary>Goes on with a long reply whose start was right.</summary>
    /// <returns>How many bytes belong to it, or -1 where it is not the exact reply.</returns>
    private int GoOn(BenchConnection connection, ReadOnlySpan<byte> bytes, ref int answered)
    {
        var due = _exact.AsSpan(connection.Matched);
        var count = Math.Min(due.Length, bytes.Length);
        if (!bytes[..count].SequenceEqual(due[..count]))
        {
            return -1;
        }

        var isWhole = count == due.Length;
        answered += isWhole ? 1 : 0;
        connection.Matched = isWhole ? 0 : connection.Matched + count;
        return count;
    }

    /// <summary>Takes exact replies, as many at a time as the block holds.</summary>
    /// <returns>Where the first byte stands that belongs to none.</returns>
    private int TakeExact(int outstanding, ReadOnlySpan<byte> bytes, int at, ref int answered)
    {
        var length = _exact.Length;
        while (length > 0 && bytes.Length - at >= length && answered < outstanding)
        {
            var compared = length;
            var count = 1;
            if (outstanding - answered > 1 && bytes.Length - at > length)
            {
                count = Math.Min(outstanding - answered, Math.Min(bytes.Length - at, _block.Length) / length);
                compared = count * length;
            }

            if (!bytes.Slice(at, compared).SequenceEqual(_block.AsSpan(0, compared)))
            {
                break;
            }

            at += compared;
            answered += count;
        }

        return at;
    }

    /// <summary>Takes one reply of whatever kind.</summary>
    /// <returns>Its bytes; 0 when there is no whole one.</returns>
    private int TakeOne(BenchConnection connection, ReadOnlySpan<byte> bytes, ref int answered)
    {
        var isOwed = answered < connection.Outstanding;
        if (isOwed && _exact.Length > 0 && bytes.StartsWith(_exact))
        {
            answered++;
            return _exact.Length;
        }

        var status = ReplyScanner.TryRead(bytes, out var reply);
        if (status == ReplyStatus.Incomplete)
        {
            return isOwed ? TakeStart(connection, bytes) : 0;
        }

        if (status == ReplyStatus.Malformed || (!isOwed && !reply.IsPush))
        {
            throw new LoadException($"{(status == ReplyStatus.Malformed ? "not a reply" : "a reply without a request")}: {Start(bytes)}");
        }

        answered += Accept(reply, ref connection.Memory);
        return reply.Whole.Length;
    }

    /// <summary>Takes the start of a long reply that is right so far.</summary>
    private int TakeStart(BenchConnection connection, ReadOnlySpan<byte> bytes)
    {
        if (_exact.Length < LongReply || bytes.Length >= _exact.Length || !_exact.AsSpan(0, bytes.Length).SequenceEqual(bytes))
        {
            return 0;
        }

        return connection.Matched = bytes.Length;
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
