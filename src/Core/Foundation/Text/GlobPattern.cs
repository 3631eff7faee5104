namespace MtcpRedis.Core.Text;

/// <summary>
/// Matching of byte strings against the glob-style patterns that KEYS, SCAN MATCH, PSUBSCRIBE, CONFIG GET and others take
/// (Redis documentation, command KEYS): <c>?</c> one byte, <c>*</c> any number of bytes, <c>[abc]</c>, <c>[a-c]</c> and <c>[^a]</c> one
/// byte of a class, <c>\x</c> the byte x itself.
/// </summary>
/// <remarks>
/// Neither recursive nor allocating. On a mismatch only the last star is widened, which is enough for this pattern language, so the cost
/// is at most the product of both lengths for any pattern a client may send.
/// </remarks>
public static class GlobPattern
{
    private const byte Escape = (byte)'\\';

    /// <summary>Whether the whole of <paramref name="text"/> matches <paramref name="pattern"/>.</summary>
    /// <param name="pattern">The pattern; a class that is never closed extends to its end, a final backslash stands for itself.</param>
    /// <param name="text">The bytes to test.</param>
    /// <param name="ignoreCase">Compare ASCII letters without regard to case; escaped bytes within a class stay exact.</param>
    public static bool Matches(ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> text, bool ignoreCase = false)
    {
        int p = 0;
        int t = 0;
        int afterStar = -1;
        int starText = 0;
        while (t < text.Length)
        {
            if (p < pattern.Length && pattern[p] == (byte)'*')
            {
                while (p < pattern.Length && pattern[p] == (byte)'*')
                    p++;
                if (p == pattern.Length)
                    return true;
                afterStar = p;
                starText = t;
                continue;
            }

            if (p < pattern.Length && MatchOne(pattern, ref p, text[t], ignoreCase))
            {
                t++;
                continue;
            }

            if (afterStar < 0)
                return false;
            p = afterStar;
            t = ++starText;
        }

        while (p < pattern.Length && pattern[p] == (byte)'*')
            p++;
        return p == pattern.Length;
    }

    /// <summary>Tests one byte against the pattern element at <paramref name="p"/>; moves past the element only when it matches.</summary>
    private static bool MatchOne(ReadOnlySpan<byte> pattern, ref int p, byte value, bool ignoreCase)
    {
        byte element = pattern[p];
        if (element == (byte)'?')
        {
            p++;
            return true;
        }

        if (element == (byte)'[')
            return MatchClass(pattern, ref p, value, ignoreCase);

        int width = 1;
        if (element == Escape && p + 1 < pattern.Length)
        {
            element = pattern[p + 1];
            width = 2;
        }

        if (element != value && !(ignoreCase && Lower(element) == Lower(value)))
            return false;
        p += width;
        return true;
    }

    private static bool MatchClass(ReadOnlySpan<byte> pattern, ref int p, byte value, bool ignoreCase)
    {
        int i = p + 1;
        bool negated = i < pattern.Length && pattern[i] == (byte)'^';
        if (negated)
            i++;
        bool found = false;
        for (; i < pattern.Length && pattern[i] != (byte)']'; i++)
        {
            if (pattern[i] == Escape && i + 1 < pattern.Length)
            {
                found |= pattern[++i] == value;
            }
            else if (i + 2 < pattern.Length && pattern[i + 1] == (byte)'-')
            {
                found |= InRange(pattern[i], pattern[i + 2], value, ignoreCase);
                i += 2;
            }
            else
            {
                found |= pattern[i] == value || (ignoreCase && Lower(pattern[i]) == Lower(value));
            }
        }

        if (found == negated)
            return false;
        p = Math.Min(i + 1, pattern.Length);
        return true;
    }

    private static bool InRange(byte first, byte last, byte value, bool ignoreCase)
    {
        if (first > last)
            (first, last) = (last, first);
        if (ignoreCase)
        {
            first = Lower(first);
            last = Lower(last);
            value = Lower(value);
        }

        return value >= first && value <= last;
    }

    private static byte Lower(byte value) => value is >= (byte)'A' and <= (byte)'Z' ? (byte)(value | 0x20) : value;
}
