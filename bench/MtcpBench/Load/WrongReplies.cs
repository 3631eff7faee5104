using System.Text;
using MtcpRedis.Bench.Replies;

namespace MtcpRedis.Bench.Load;

/// <summary>Counts wrong replies and keeps the first few in words. Written by one thread, read by others.</summary>
internal sealed class WrongReplies
{
    private const int SampleCount = 5;
    private const int SampleLength = 160;

    private readonly List<string> _samples = [];
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);
    private long _count;

    /// <summary>Wrong replies so far.</summary>
    public long Count => Volatile.Read(ref _count);

    /// <summary>The first wrong replies of distinct kinds, at most five.</summary>
    public IReadOnlyList<string> Samples
    {
        get
        {
            lock (_samples)
            {
                return [.. _samples];
            }
        }
    }

    /// <summary>Notes a wrong reply.</summary>
    public void Add(in ReplyView reply, ReplyRule rule)
    {
        Volatile.Write(ref _count, _count + 1);
        lock (_samples)
        {
            if (_samples.Count >= SampleCount)
            {
                return;
            }

            var text = reply.IsError ? $"error from server: {Show(reply.Payload)}" : $"expected {rule.Expectation}, got \"{Show(reply.Whole)}\"";
            if (_kinds.Add(KindOf(text)))
            {
                _samples.Add(text);
            }
        }
    }

    /// <summary>Random numbers in keys and values do not make another kind of fault.</summary>
    public static string KindOf(string sample) => string.Concat(sample.Where(c => !char.IsAsciiDigit(c)));

    private static string Show(ReadOnlySpan<byte> bytes)
    {
        var text = Encoding.Latin1.GetString(bytes[..Math.Min(bytes.Length, SampleLength)]).Replace("\r\n", "\\r\\n", StringComparison.Ordinal);
        return bytes.Length > SampleLength ? $"{text}... ({bytes.Length} bytes)" : text;
    }
}
