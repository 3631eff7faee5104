namespace MtcpRedis.Bench.Replies;

/// <summary>Finds the replies in received bytes, RESP2 and RESP3. Written apart from the server's own protocol code, so that a fault
/// there is not repeated here.</summary>
internal static class ReplyScanner
{
    /// <summary>Aggregates inside aggregates that are followed; deeper is refused as malformed.</summary>
    public const int MaxDepth = 64;

    private const long MaxBulk = 512L << 20;
    private const int LongestNumber = 19;

    /// <summary>Nothing that Redis sends as a line comes near this; a longer one is not a reply but noise.</summary>
    private const int LongestLine = 64 * 1024;

    /// <summary>Looks for one reply at the start of the bytes.</summary>
    /// <param name="bytes">What was received and not consumed yet.</param>
    /// <param name="reply">The reply, when the status is <see cref="ReplyStatus.Complete"/>.</param>
    public static ReplyStatus TryRead(ReadOnlySpan<byte> bytes, out ReplyView reply) => TryRead(bytes, 0, out reply);

    private static ReplyStatus TryRead(ReadOnlySpan<byte> bytes, int depth, out ReplyView reply)
    {
        reply = default;
        if (bytes.IsEmpty)
        {
            return ReplyStatus.Incomplete;
        }

        switch (bytes[0])
        {
            case (byte)'$' or (byte)'!' or (byte)'=':
                return ReadBulk(bytes, out reply);
            case (byte)':':
                return ReadInteger(bytes, out reply);
            case (byte)'*' or (byte)'~' or (byte)'>' or (byte)'%':
                return ReadAggregate(bytes, depth, out reply);
            case (byte)'+' or (byte)'-' or (byte)',' or (byte)'#' or (byte)'(' or (byte)'_':
                return ReadLine(bytes, out reply);
            default:
                return ReplyStatus.Malformed;
        }
    }

    private static ReplyStatus ReadInteger(ReadOnlySpan<byte> bytes, out ReplyView reply)
    {
        reply = default;
        var status = TryReadNumber(bytes, out var number, out var header);
        if (status == ReplyStatus.Complete)
        {
            reply = new ReplyView { Type = bytes[0], Whole = bytes[..header], Payload = bytes[1..(header - 2)], Number = number };
        }

        return status;
    }

    private static ReplyStatus ReadBulk(ReadOnlySpan<byte> bytes, out ReplyView reply)
    {
        reply = default;
        var status = TryReadNumber(bytes, out var length, out var header);
        if (status != ReplyStatus.Complete)
        {
            return status;
        }

        if (length is < -1 or > MaxBulk)
        {
            return ReplyStatus.Malformed;
        }

        if (length < 0)
        {
            reply = new ReplyView { Type = bytes[0], Whole = bytes[..header], Payload = default, Number = -1 };
            return ReplyStatus.Complete;
        }

        var end = header + (int)length;
        if (bytes.Length < end + 2)
        {
            return ReplyStatus.Incomplete;
        }

        if (bytes[end] != '\r' || bytes[end + 1] != '\n')
        {
            return ReplyStatus.Malformed;
        }

        reply = new ReplyView { Type = bytes[0], Whole = bytes[..(end + 2)], Payload = bytes[header..end], Number = length };
        return ReplyStatus.Complete;
    }

    private static ReplyStatus ReadAggregate(ReadOnlySpan<byte> bytes, int depth, out ReplyView reply)
    {
        reply = default;
        var status = TryReadNumber(bytes, out var count, out var header);
        if (status != ReplyStatus.Complete)
        {
            return status;
        }

        if (bytes[0] == '%')
        {
            // A map says how many pairs follow.
            count = count is >= 0 and <= int.MaxValue ? count * 2 : long.MaxValue;
        }

        if (count is < -1 or > int.MaxValue || depth >= MaxDepth)
        {
            return ReplyStatus.Malformed;
        }

        var at = header;
        for (var i = 0L; i < count; i++)
        {
            status = TryRead(bytes[at..], depth + 1, out var element);
            if (status != ReplyStatus.Complete)
            {
                return status;
            }

            at += element.Whole.Length;
        }

        reply = new ReplyView { Type = bytes[0], Whole = bytes[..at], Payload = bytes[header..at], Number = count };
        return ReplyStatus.Complete;
    }

    private static ReplyStatus ReadLine(ReadOnlySpan<byte> bytes, out ReplyView reply)
    {
        reply = default;
        var end = bytes.IndexOf((byte)'\r');
        if (end < 0 || end + 1 == bytes.Length)
        {
            return bytes.Length > LongestLine ? ReplyStatus.Malformed : ReplyStatus.Incomplete;
        }

        if (bytes[end + 1] != '\n')
        {
            return ReplyStatus.Malformed;
        }

        reply = new ReplyView { Type = bytes[0], Whole = bytes[..(end + 2)], Payload = bytes[1..end], Number = 0 };
        return ReplyStatus.Complete;
    }

    /// <summary>Reads the number after the type byte.</summary>
    /// <param name="bytes">From the type byte on.</param>
    /// <param name="value">The number.</param>
    /// <param name="header">Bytes up to and with the line end.</param>
    private static ReplyStatus TryReadNumber(ReadOnlySpan<byte> bytes, out long value, out int header)
    {
        (value, header) = (0, 0);
        var negative = bytes.Length > 1 && bytes[1] == '-';
        var first = negative ? 2 : 1;
        var sum = 0UL;
        var at = first;
        for (; at < bytes.Length && bytes[at] != '\r'; at++)
        {
            var digit = (uint)(bytes[at] - '0');
            if (digit > 9 || at - first >= LongestNumber)
            {
                return ReplyStatus.Malformed;
            }

            sum = (sum * 10) + digit;
        }

        if (at + 1 >= bytes.Length)
        {
            return ReplyStatus.Incomplete;
        }

        if (at == first || bytes[at + 1] != '\n' || sum > (negative ? 1UL << 63 : long.MaxValue))
        {
            return ReplyStatus.Malformed;
        }

        value = negative ? -(long)sum : (long)sum;
        header = at + 2;
        return ReplyStatus.Complete;
    }
}
