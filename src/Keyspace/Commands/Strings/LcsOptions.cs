using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Strings;

/// <summary>The options of LCS.</summary>
internal struct LcsOptions
{
    /// <summary>LEN: only the length.</summary>
    public bool Length { get; private set; }

    /// <summary>IDX: where the matches are.</summary>
    public bool Positions { get; private set; }

    /// <summary>WITHMATCHLEN: how long each match is.</summary>
    public bool WithMatchLength { get; private set; }

    /// <summary>MINMATCHLEN: shortest match to tell of.</summary>
    public long MinMatchLength { get; private set; }

    /// <summary>Reads the options; false when the error has been replied.</summary>
    public static bool TryParse(CommandContext c, out LcsOptions options)
    {
        options = default;
        for (int i = 3; i < c.ArgCount; i++)
        {
            if (c.IsOption(i, "MINMATCHLEN"u8) && i + 1 < c.ArgCount)
            {
                if (!c.TryInteger(++i, out long shortest))
                    return false;
                options.MinMatchLength = Math.Max(0, shortest);
            }
            else if (!options.TakeFlag(c, i))
            {
                c.Reply.Error(RespErrors.Syntax);
                return false;
            }
        }
        if (!options.Length || !options.Positions)
            return true;
        c.Reply.Error("ERR If you want both the length and indexes, please just use IDX."u8);
        return false;
    }

    private bool TakeFlag(CommandContext c, int i)
    {
        if (c.IsOption(i, "IDX"u8))
            return Positions = true;
        if (c.IsOption(i, "LEN"u8))
            return Length = true;
        return c.IsOption(i, "WITHMATCHLEN"u8) && (WithMatchLength = true);
    }
}
