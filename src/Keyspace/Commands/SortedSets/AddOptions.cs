using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>The options of ZADD and those that other commands add with.</summary>
internal struct AddOptions
{
    /// <summary>Only add new members.</summary>
    public bool IfMissing;

    /// <summary>Only change members that are there.</summary>
    public bool IfPresent;

    /// <summary>Only change a score to a greater one.</summary>
    public bool IfGreater;

    /// <summary>Only change a score to a smaller one.</summary>
    public bool IfLess;

    /// <summary>Reply the number of members added or changed.</summary>
    public bool CountChanged;

    /// <summary>Add the score to the one that is there, and reply the sum.</summary>
    public bool Increment;

    /// <summary>Reads options up to the first argument that is none.</summary>
    /// <param name="c">The call.</param>
    /// <param name="index">Position of the first option; afterwards behind the last one.</param>
    /// <param name="forScores">Whether the options about scores exist.</param>
    public static AddOptions Parse(CommandContext c, ref int index, bool forScores)
    {
        AddOptions options = default;
        for (; index < c.ArgCount; index++)
        {
            if (c.IsOption(index, "NX"u8))
            {
                options.IfMissing = true;
            }
            else if (c.IsOption(index, "XX"u8))
            {
                options.IfPresent = true;
            }
            else if (c.IsOption(index, "CH"u8))
            {
                options.CountChanged = true;
            }
            else if (!forScores || !options.TryScoreOption(c, index))
            {
                break;
            }
        }

        return options;
    }

    /// <summary>Whether a score may take the place of another one.</summary>
    public readonly bool Allows(double current, double score) =>
        !(IfLess && score >= current) && !(IfGreater && score <= current);

    private bool TryScoreOption(CommandContext c, int index)
    {
        if (c.IsOption(index, "GT"u8))
        {
            IfGreater = true;
        }
        else if (c.IsOption(index, "LT"u8))
        {
            IfLess = true;
        }
        else if (c.IsOption(index, "INCR"u8))
        {
            Increment = true;
        }
        else
        {
            return false;
        }

        return true;
    }
}
