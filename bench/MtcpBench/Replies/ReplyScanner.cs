namespace MtcpRedis.Bench.Replies;

/// <summary>Finds the replies in received bytes, RESP2 and RESP3. Written apart from the server's own protocol code, so that a fault
/// there is not repeated here.</summary>
internal static class ReplyScanner
{
    /// <summary>Aggregates inside aggregates that are followed; deeper is refused as malformed.</summary>
    public const int MaxDepth = 64;

    private const long MaxBulk = 512L << 20;

    /// <summary>Looks for one reply at the start of the bytes.</summary>
    /// <param name="bytes">What was received and not consumed yet.</param>
    /// <param name="reply">The reply, when the status is <see cref="ReplyStatus.Complete"/>.</param>
    public static ReplyStatus TryRead(ReadOnlySpan<byte> bytes, out ReplyView reply) => TryRead(bytes, 0, out reply);

    private static ReplyStatus TryRead(ReadOnlySpan<byte> bytes, int depth, out ReplyView reply)
    {
        reply = default;
        var status = TryReadLine(bytes, out var line);
        if (status != ReplyStatus.Complete)
        {
            return status;
        }

        var header = line.Length + 3;
        switch (bytes[0])
        {
            case (byte)'+' or (byte)'-' or (byte)',' or (byte)'#' or (byte)'(' or (byte)'_':
                reply = new ReplyView { Type = bytes[0], Whole = bytes[..header], Payload = line, Number = 0 };
                return ReplyStatus.Complete;
            case (byte)':' when TryParseNumber(line, out var number):
                reply = new ReplyView { Type = bytes[0], Whole = bytes[..header], Payload = line, Number = number };
                return ReplyStatus.Complete;
            case (byte)'$' or (byte)'!' or (byte)'=' when TryParseNumber(line, out var length):
                return ReadBulk(bytes, header, length, out reply);
            case (byte)'*' or (byte)'~' or (byte)'>' when TryParseNumber(line, out var count):
                return ReadAggregate(bytes, header, count, depth, out reply);
            case (byte)'%' when TryParseNumber(line, out var pairs) && pairs is >= 0 and < int.MaxValue:
                return ReadAggregate(bytes, header, pairs * 2, depth, out reply);
            default:
                return ReplyStatus.Malformed;
        }
    }

    private static ReplyStatus ReadBulk(ReadOnlySpan<byte> bytes, int header, long length, out ReplyView reply)
    {
        reply = default;
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

    private static ReplyStatus ReadAggregate(ReadOnlySpan<byte> bytes, int header, long count, int depth, out ReplyView reply)
    {
        reply = default;
        if (count is < -1 or > int.MaxValue || depth >= MaxDepth)
        {
            return ReplyStatus.Malformed;
        }

        var at = header;
        for (var i = 0L; i < count; i++)
        {
            var status = TryRead(bytes[at..], depth + 1, out var element);
            if (status != ReplyStatus.Complete)
            {
                return status;
            }

            at += element.Whole.Length;
        }

        reply = new ReplyView { Type = bytes[0], Whole = bytes[..at], Payload = bytes[header..at], Number = count };
        return ReplyStatus.Complete;
    }

    /// <summary>The text between the type byte and the line end.</summary>
    private static ReplyStatus TryReadLine(ReadOnlySpan<byte> bytes, out ReadOnlySpan<byte> line)
    {
        line = default;
        if (bytes.IsEmpty)
        {
            return ReplyStatus.Incomplete;
        }

        var end = bytes.IndexOf((byte)'\r');
        if (end < 0 || end + 1 == bytes.Length)
        {
            // Nothing that Redis sends as a line comes near this; a longer one is not a reply but noise.
            return bytes.Length > 64 * 1024 ? ReplyStatus.Malformed : ReplyStatus.Incomplete;
        }

        if (end == 0 || bytes[end + 1] != '\n')
        {
            return ReplyStatus.Malformed;
        }

        line = bytes[1..end];
        return ReplyStatus.Complete;
    }

    private static bool TryParseNumber(ReadOnlySpan<byte> text, out long value)
    {
        var negative = !text.IsEmpty && text[0] == '-';
        var digits = negative ? text[1..] : text;
        value = 0;
        if (digits.IsEmpty || digits.Length > 19)
        {
            return false;
        }

        ulong sum = 0;
        foreach (var digit in digits)
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            sum = (sum * 10) + (uint)(digit - '0');
        }

        value = negative ? -(long)sum : (long)sum;
        return sum <= long.MaxValue || (negative && sum == 1UL << 63);
    }
}
