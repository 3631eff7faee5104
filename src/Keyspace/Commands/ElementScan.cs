using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Commands.Generic;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands;

/// <summary>What the commands that iterate over the elements of one value take: a cursor, MATCH and COUNT.</summary>
/// <remarks>Refers to the arguments of the call.</remarks>
internal readonly struct ElementScan
{
    private const int DefaultCount = 10;

    private readonly ArgSlice _pattern;
    private readonly bool _matches;

    private ElementScan(long count, ArgSlice pattern, bool matches)
    {
        Count = count;
        _pattern = pattern;
        _matches = matches;
    }

    /// <summary>Elements to look at.</summary>
    public long Count { get; }

    /// <summary>Reads the cursor; false when the error has been replied.</summary>
    public static bool TryCursor(CommandContext c, int index, out ulong cursor)
    {
        var isCursor = ScanCursor.TryParse(c.Arg(index), out var parsed);
        cursor = parsed.Packed;
        if (!isCursor)
        {
            c.Reply.Error(RespErrors.InvalidCursor);
        }

        return isCursor;
    }

    /// <summary>Reads the options from argument <paramref name="index"/> on; false when the error has been replied.</summary>
    public static bool TryParse(CommandContext c, int index, out ElementScan scan)
    {
        long count = DefaultCount;
        ArgSlice pattern = default;
        var matches = false;
        scan = default;
        for (; index < c.ArgCount; index += 2)
        {
            var hasValue = index + 1 < c.ArgCount;
            if (hasValue && c.IsOption(index, "MATCH"u8))
            {
                pattern = c.Args[index + 1];
                matches = !pattern.Span.SequenceEqual("*"u8);
                continue;
            }

            if (!hasValue || !c.IsOption(index, "COUNT"u8))
            {
                c.Reply.Error(RespErrors.Syntax);
                return false;
            }

            if (!c.TryInteger(index + 1, out count))
            {
                return false;
            }

            if (count < 1)
            {
                c.Reply.Error(RespErrors.Syntax);
                return false;
            }
        }

        scan = new ElementScan(count, pattern, matches);
        return true;
    }

    /// <summary>Starts a reply: the next cursor, to be followed by an array of elements.</summary>
    public static void Begin(ReplyWriter reply, ulong cursor)
    {
        Span<byte> digits = stackalloc byte[IntegerText.MaxLength];
        reply.Array(2);
        reply.Bulk(digits[..IntegerText.FormatUnsigned(cursor, digits)]);
    }

    /// <summary>Whether an element's name is wanted.</summary>
    public bool Matches(ReadOnlySpan<byte> name) => !_matches || GlobPattern.Matches(_pattern.Span, name);
}
