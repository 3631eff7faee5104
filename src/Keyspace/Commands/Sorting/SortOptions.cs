using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Sorting;

/// <summary>The options of SORT and SORT_RO. Texts are given as positions of arguments.</summary>
internal struct SortOptions
{
    /// <summary>DESC.</summary>
    public bool Descending { get; private set; }

    /// <summary>ALPHA: order texts, not numbers.</summary>
    public bool Alpha { get; set; }

    /// <summary>First element of LIMIT.</summary>
    public long LimitStart { get; private set; }

    /// <summary>Number of elements of LIMIT; negative: all.</summary>
    public long LimitCount { get; private set; }

    /// <summary>Position of STORE's key; 0: none.</summary>
    public int StoreAt { get; private set; }

    /// <summary>Position of BY's pattern; 0: none.</summary>
    public int ByAt { get; private set; }

    /// <summary>Whether elements stay in the order they have: BY with a pattern that names no key.</summary>
    public bool KeepsOrder { get; private set; }

    /// <summary>Reads the options; positions of GET's patterns go to the workspace. False when the error has been replied.</summary>
    public static bool TryParse(CommandContext c, SortWorkspace work, bool readOnly, out SortOptions options)
    {
        options = new SortOptions { LimitCount = -1 };
        for (int i = 2; i < c.ArgCount; i++)
        {
            if (options.TakeWord(c, i))
                continue;
            if (c.IsOption(i, "LIMIT"u8) && i + 2 < c.ArgCount)
            {
                if (!c.TryInteger(i + 1, out long start) || !c.TryInteger(i + 2, out long count))
                    return false;
                options.LimitStart = start;
                options.LimitCount = count;
                i += 2;
            }
            else if (i + 1 < c.ArgCount && options.TakePattern(c, work, i, readOnly))
            {
                i++;
            }
            else
            {
                c.Reply.Error(RespErrors.Syntax);
                return false;
            }
        }
        return true;
    }

    /// <summary>Sorts as texts after all, as the result of an unordered set that is stored must be the same every time.</summary>
    public void SortAsText()
    {
        KeepsOrder = false;
        Alpha = true;
        ByAt = 0;
    }

    private bool TakeWord(CommandContext c, int i)
    {
        if (c.IsOption(i, "ASC"u8))
            Descending = false;
        else if (c.IsOption(i, "DESC"u8))
            Descending = true;
        else if (c.IsOption(i, "ALPHA"u8))
            Alpha = true;
        else
            return false;
        return true;
    }

    private bool TakePattern(CommandContext c, SortWorkspace work, int i, bool readOnly)
    {
        if (c.IsOption(i, "STORE"u8) && !readOnly)
        {
            StoreAt = i + 1;
        }
        else if (c.IsOption(i, "BY"u8))
        {
            ByAt = i + 1;
            KeepsOrder |= !c.Arg(i + 1).Contains((byte)'*');
        }
        else if (c.IsOption(i, "GET"u8))
        {
            work.Gets.Add(i + 1);
        }
        else
        {
            return false;
        }
        return true;
    }
}
