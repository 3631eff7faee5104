using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Lists;

/// <summary>The options of LPOS.</summary>
internal struct ListSearchOptions
{
    private const int First = 3;

    /// <summary>RANK: which match is the first one wanted; negative ones are searched from the end.</summary>
    public long Rank { get; private set; }

    /// <summary>Whether COUNT was given, which makes the reply an array.</summary>
    public bool HasCount { get; private set; }

    /// <summary>COUNT: how many matches; 0: all.</summary>
    public long Count { get; private set; }

    /// <summary>MAXLEN: how many elements to compare; 0: all.</summary>
    public long MaxLength { get; private set; }

    /// <summary>Reads the options; false when the error has been replied.</summary>
    public static bool TryParse(CommandContext c, out ListSearchOptions options)
    {
        options = new ListSearchOptions { Rank = 1 };
        for (int i = First; i < c.ArgCount; i += 2)
        {
            if (i + 1 == c.ArgCount || !IsKnown(c, i))
            {
                c.Reply.Error(RespErrors.Syntax);
                return false;
            }
            if (!options.TryTake(c, i))
                return false;
        }
        return true;
    }

    private static bool IsKnown(CommandContext c, int i) =>
        c.IsOption(i, "RANK"u8) || c.IsOption(i, "COUNT"u8) || c.IsOption(i, "MAXLEN"u8);

    private bool TryTake(CommandContext c, int i)
    {
        bool taken;
        long value;
        if (c.IsOption(i, "RANK"u8))
        {
            taken = TryRank(c, i + 1, out value);
            Rank = value;
        }
        else if (c.IsOption(i, "COUNT"u8))
        {
            taken = ArgumentNumbers.TryAtLeast(c, i + 1, 0, "ERR COUNT can't be negative"u8, out value);
            Count = value;
            HasCount = true;
        }
        else
        {
            taken = ArgumentNumbers.TryAtLeast(c, i + 1, 0, "ERR MAXLEN can't be negative"u8, out value);
            MaxLength = value;
        }
        return taken;
    }

    private static bool TryRank(CommandContext c, int index, out long rank)
    {
        if (!ArgumentNumbers.TryNegatable(c, index, out rank))
            return false;
        if (rank != 0)
            return true;
        c.Reply.Error(
            "ERR RANK can't be zero: use 1 to start from the first match, 2 from the second ... or use negative to start from the end of the list"u8);
        return false;
    }
}
