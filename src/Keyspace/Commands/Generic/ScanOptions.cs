using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Generic;

/// <summary>MATCH, COUNT and TYPE of SCAN.</summary>
internal ref struct ScanOptions
{
    private const int DefaultCount = 10;

    private ReadOnlySpan<byte> _pattern;
    private ReadOnlySpan<byte> _type;
    private bool _matches;
    private bool _typed;

    /// <summary>Keys to look at.</summary>
    public long Count { get; private set; }

    /// <summary>Reads the options from argument <paramref name="first"/> on; false when the error has been replied.</summary>
    public static bool TryParse(CommandContext c, int first, out ScanOptions options)
    {
        options = default;
        options.Count = DefaultCount;
        for (int i = first; i < c.ArgCount; i += 2)
        {
            if (i + 1 < c.ArgCount && c.IsOption(i, "COUNT"u8))
            {
                if (!c.TryInteger(i + 1, out long count))
                    return false;
                options.Count = count;
                if (count >= 1)
                    continue;
            }
            else if (i + 1 < c.ArgCount && options.Take(c, i))
            {
                continue;
            }
            c.Reply.Error(RespErrors.Syntax);
            return false;
        }
        return true;
    }

    /// <summary>Whether a key is wanted.</summary>
    public readonly bool Accepts(Entry entry) =>
        (!_matches || GlobPattern.Matches(_pattern, entry.Key))
        && (!_typed || System.Text.Ascii.EqualsIgnoreCase(_type, ValueTypes.Name(entry.Type)));

    private bool Take(CommandContext c, int i)
    {
        if (c.IsOption(i, "MATCH"u8))
        {
            _pattern = c.Arg(i + 1);
            _matches = !_pattern.SequenceEqual("*"u8);
            return true;
        }
        if (!c.IsOption(i, "TYPE"u8))
            return false;
        _type = c.Arg(i + 1);
        return _typed = true;
    }
}
