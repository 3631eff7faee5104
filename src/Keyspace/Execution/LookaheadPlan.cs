using MtcpRedis.Core.Commands;

namespace MtcpRedis.Keyspace.Execution;

/// <summary>What of a command's calls is worth loading before they run.</summary>
internal readonly struct LookaheadPlan
{
    /// <summary>Makes the plan of a command; null for one that no shard runs.</summary>
    public LookaheadPlan(ShardCommand? command)
    {
        if (command is null)
            return;
        Key = command.SingleKey;
        Member = command.MemberAt;
        EntersValue = Key > 0 && command.Group is CommandGroup.Hash or CommandGroup.List or CommandGroup.Set or CommandGroup.SortedSet;
    }

    /// <summary>Position of the only key; 0 for commands that have none or several.</summary>
    public int Key { get; }

    /// <summary>Position of an argument that names a field or member in the key's value; 0 for none.</summary>
    public int Member { get; }

    /// <summary>Whether the value has blocks of its own, which the calls will read.</summary>
    public bool EntersValue { get; }
}
