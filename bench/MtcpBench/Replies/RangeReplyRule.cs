namespace MtcpRedis.Bench.Replies;

/// <summary>An array of bulk strings.</summary>
/// <param name="least">Fewest elements.</param>
/// <param name="most">Most elements.</param>
/// <param name="known">How many elements from the first are known to be <paramref name="value"/>.</param>
/// <param name="value">The known element.</param>
internal sealed class RangeReplyRule(long least, long most, long known, byte[] value)
    : ReplyRule(Describe(least, most, known), least == most && known >= most ? RespBytes.ArrayOf(value, (int)most) : [])
{
    /// <inheritdoc/>
    public override bool Accepts(in ReplyView reply, ref long memory)
    {
        if (!reply.IsArray || reply.Number < least || reply.Number > most)
        {
            return false;
        }

        var rest = reply.Payload;
        for (var i = 0L; i < reply.Number; i++)
        {
            if (ReplyScanner.TryRead(rest, out var element) != ReplyStatus.Complete || !element.IsBulk ||
                (i < known && !element.Payload.SequenceEqual(value)))
            {
                return false;
            }

            rest = rest[element.Whole.Length..];
        }

        return true;
    }

    private static string Describe(long least, long most, long known) =>
        $"an array of {(least == most ? $"{most}" : $"{least} to {most}")} bulk strings{(known > 0 ? $", the first {Math.Min(known, most)} of them known" : "")}";
}
