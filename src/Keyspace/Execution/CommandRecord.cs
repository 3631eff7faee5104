namespace MtcpRedis.Keyspace.Execution;

/// <summary>One call in a batch. The core fills in the upper part, the shard the lower.</summary>
public struct CommandRecord
{
    /// <summary>Index of the first argument in the turn's list.</summary>
    public int FirstArg;

    /// <summary>Number of arguments.</summary>
    public int ArgCount;

    /// <summary><see cref="Core.Commands.CommandSpec.Index"/> of the command.</summary>
    public short Command;

    /// <summary>Index of the client's database.</summary>
    public short Database;

    /// <summary>What the shard must know of the client.</summary>
    public RecordFlags Flags;

    /// <summary>What became of the call.</summary>
    public RecordOutcome Outcome;

    /// <summary>The core's number for the connection.</summary>
    public int Session;

    /// <summary>Offset of the reply in the batch's writer.</summary>
    public int ReplyStart;

    /// <summary>Length of the reply in bytes.</summary>
    public int ReplyLength;

    /// <summary>Whether <see cref="KeyHash"/> is known.</summary>
    public bool HasKeyHash;

    /// <summary>The hash of the call's only key; <see cref="KeyLookahead"/> works it out before the call runs.</summary>
    public ulong KeyHash;
}
