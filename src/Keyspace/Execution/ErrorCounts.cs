using System.Text;

namespace MtcpRedis.Keyspace.Execution;

/// <summary>
/// Error replies by their first word (ERR, WRONGTYPE ...), for INFO errorstats. Written by one thread, read by any; replies without an
/// error never come here.
/// </summary>
public sealed class ErrorCounts
{
    private const int LongestWord = 32;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, long> _counts = [];

    /// <summary>Counts an error reply.</summary>
    /// <param name="reply">Finished RESP that begins with a minus sign.</param>
    public void Count(ReadOnlySpan<byte> reply)
    {
        Span<char> word = stackalloc char[LongestWord];
        ReadOnlySpan<char> name = FirstWord(reply, word);
        lock (_lock)
        {
            Dictionary<string, long>.AlternateLookup<ReadOnlySpan<char>> counts = _counts.GetAlternateLookup<ReadOnlySpan<char>>();
            counts.TryGetValue(name, out long before);
            counts[name] = before + 1;
        }
    }

    /// <summary>Adds these counts to <paramref name="sums"/>.</summary>
    public void AddTo(IDictionary<string, long> sums)
    {
        lock (_lock)
        {
            foreach ((string name, long count) in _counts)
                sums[name] = (sums.TryGetValue(name, out long before) ? before : 0) + count;
        }
    }

    /// <summary>Forgets everything (CONFIG RESETSTAT).</summary>
    public void Reset()
    {
        lock (_lock)
        {
            _counts.Clear();
        }
    }

    /// <summary>The word between the minus sign and the first space; ERR where there is none so near.</summary>
    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<byte> reply, Span<char> word)
    {
        int end = reply[..Math.Min(reply.Length, LongestWord)].IndexOf((byte)' ');
        if (end < 1)
            return "ERR";
        int length = Encoding.Latin1.GetChars(reply[1..end], word);
        return word[..length];
    }
}
