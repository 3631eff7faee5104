using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;

namespace MtcpRedis.Keyspace.Execution;

/// <summary>A command that works on the dataset, with its handler.</summary>
public sealed class ShardCommand : CommandSpec
{
    private readonly int _singleKey;

    /// <summary>Runs a call; the arity has been checked and every shard it needs is held.</summary>
    public delegate void CommandHandler(CommandContext context);

    /// <summary>Finds the one shard that a call without keys works on.</summary>
    /// <param name="args">All arguments, the command's name first.</param>
    /// <param name="shards">Number of shards.</param>
    public delegate int ShardFinder(ReadOnlySpan<ArgSlice> args, int shards);

    /// <summary>Declares a command.</summary>
    /// <param name="name">Name in upper case.</param>
    /// <param name="arity">Number of arguments, name included; negative: at least that many.</param>
    /// <param name="flags">What it is and where it may run.</param>
    /// <param name="keys">Where its only key specification finds its keys.</param>
    /// <param name="group">Its family.</param>
    /// <param name="handler">Runs a call.</param>
    public ShardCommand(
        string name, int arity, CommandFlags flags, KeySpec keys, CommandGroup group, CommandHandler handler)
        : this(name, arity, flags, [keys], group, handler)
    {
    }

    /// <summary>Declares a command with several key specifications, or none.</summary>
    public ShardCommand(
        string name, int arity, CommandFlags flags, KeySpec[] keys, CommandGroup group, CommandHandler handler)
        : base(name, arity, flags, keys, group)
    {
        Handler = handler;
        _singleKey = keys.Length == 1 && keys[0] is { Begin: KeySpec.BeginKind.Index, Find: KeySpec.FindKind.Range, LastKey: 0 } only
            && !flags.HasFlag(CommandFlags.Blocking)
            ? only.Position
            : 0;
    }

    /// <summary>Runs a call.</summary>
    public CommandHandler Handler { get; }

    /// <summary>Which shards it needs.</summary>
    public ShardScope Scope { get; init; } = ShardScope.Keys;

    /// <summary>Finds the one shard of a call whose arguments, not keys, say which (SCAN and its cursor); null: keys or <see cref="Scope"/> do.</summary>
    public ShardFinder? FindShard { get; init; }

    /// <summary>
    /// Position of the first argument that names a field or member inside the value, 0 for none. Only a hint for looking ahead: it may
    /// be wrong for calls with options in front.
    /// </summary>
    public int MemberAt { get; init; }

    /// <summary>Position of the only key of a command that never waits; 0 for all others. The fast way to a shard.</summary>
    public int SingleKey => FindKeys is null && Scope == ShardScope.Keys ? _singleKey : 0;

    /// <summary>Where a key of the call stands for certain, whose shard is held when the command runs; 0: nowhere.</summary>
    public int CertainKey => Keys is [{ Begin: KeySpec.BeginKind.Index, Find: KeySpec.FindKind.Range } first, ..] ? first.Position : 0;
}
