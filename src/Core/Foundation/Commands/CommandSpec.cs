using MtcpRedis.Core.Resp;

namespace MtcpRedis.Core.Commands;

/// <summary>
/// Everything about a command but its handler: arity errors, gates, routing, access categories, COMMAND INFO and DOCS derive from it.
/// </summary>
public abstract class CommandSpec
{
    /// <summary>Finds the keys of a call where key specifications cannot.</summary>
    /// <param name="args">All arguments, the command's name first.</param>
    /// <param name="positions">Receives the positions of the keys.</param>
    /// <returns>Whether the arguments make sense.</returns>
    public delegate bool KeyFinder(ReadOnlySpan<ArgSlice> args, List<KeyPosition> positions);

    /// <summary>Tells what a call does with its keys, for specifications with <see cref="KeySpecFlags.VariableFlags"/>.</summary>
    /// <param name="args">All arguments, the command's name first.</param>
    public delegate KeySpecFlags KeyFlagsFinder(ReadOnlySpan<ArgSlice> args);

    /// <summary>Declares a command.</summary>
    /// <param name="name">Name in upper case; a subcommand's name without its container's.</param>
    /// <param name="arity">Number of arguments, name included; negative: at least that many.</param>
    /// <param name="flags">What it is and where it may run.</param>
    /// <param name="keys">Where its keys are.</param>
    /// <param name="group">Its family.</param>
    protected CommandSpec(string name, int arity, CommandFlags flags, KeySpec[] keys, CommandGroup group)
    {
        Name = name;
        Arity = arity;
        Flags = flags;
        Keys = keys;
        Group = group;
    }

    /// <summary>Name in upper case.</summary>
    public string Name { get; }

    /// <summary>Number of arguments, name included; negative: at least that many.</summary>
    public int Arity { get; }

    /// <summary>What it is and where it may run.</summary>
    public CommandFlags Flags { get; }

    /// <summary>Whether it may change the dataset, or tells others as if it had: what CLIENT PAUSE WRITE holds back.</summary>
    public bool MayWrite => (Flags & (CommandFlags.Write | CommandFlags.MayReplicate)) != 0;

    /// <summary>Where its keys are.</summary>
    public KeySpec[] Keys { get; }

    /// <summary>Its family.</summary>
    public CommandGroup Group { get; }

    /// <summary>Access categories beyond those that flags and group imply.</summary>
    public AclCategories ExtraCategories { get; init; }

    /// <summary>
    /// Whether the family's access category applies. It does for all but a few commands (SORT belongs to the types it sorts), and never
    /// for a container of subcommands.
    /// </summary>
    public bool InGroupCategory { get; init; } = true;

    /// <summary>Finds the keys where <see cref="Keys"/> is incomplete.</summary>
    public KeyFinder? FindKeys { get; init; }

    /// <summary>
    /// Whether a call is so short that several in a row are timed together. Fast commands are; some others, SET above all, are as short
    /// though Redis does not call them fast.
    /// </summary>
    public bool IsTimedInRuns
    {
        get => _isTimedInRuns || (Flags & CommandFlags.Fast) != 0;
        init => _isTimedInRuns = value;
    }

    private readonly bool _isTimedInRuns;

    /// <summary>Tells the flags of keys whose specification says <see cref="KeySpecFlags.VariableFlags"/>.</summary>
    public KeyFlagsFinder? FindKeyFlags { get; init; }

    /// <summary>What COMMAND DOCS says; null until written.</summary>
    public CommandDocs? Docs { get; init; }

    /// <summary>Tips for proxies and clients (Redis documentation, "Command tips").</summary>
    public string[] Tips { get; init; } = [];

    /// <summary>The subcommands of a container command.</summary>
    public CommandSpec[] Subcommands { get; init; } = [];

    /// <summary>The container, for a subcommand.</summary>
    public CommandSpec? Parent { get; private set; }

    /// <summary>Dense number given by <see cref="CommandTable"/>.</summary>
    public int Index { get; internal set; } = -1;

    /// <summary><c>CONTAINER|SUB</c> or the plain name, lower case, as errors and statistics print it.</summary>
    public string FullName => Parent is null ? Name.ToLowerInvariant() : $"{Parent.FullName}|{Name.ToLowerInvariant()}";

    /// <summary>Whether <paramref name="argCount"/> arguments, name included, satisfy <see cref="Arity"/>.</summary>
    public bool AcceptsArity(int argCount) => Arity >= 0 ? argCount == Arity : argCount >= -Arity;

    /// <summary>Access categories that flags and group imply and the command is not in.</summary>
    public AclCategories ExceptCategories { get; init; }

    /// <summary>All access categories.</summary>
    public AclCategories Categories => ExtraCategories | (Implied() & ~ExceptCategories);

    internal void AttachSubcommands()
    {
        foreach (CommandSpec sub in Subcommands)
            sub.Parent = this;
    }

    private AclCategories Implied()
    {
        AclCategories implied = Flags.HasFlag(CommandFlags.Fast) ? AclCategories.Fast : AclCategories.Slow;
        if (Flags.HasFlag(CommandFlags.Write))
            implied |= AclCategories.Write;
        if (Flags.HasFlag(CommandFlags.ReadOnly))
            implied |= AclCategories.Read;
        if (Flags.HasFlag(CommandFlags.Admin))
            implied |= AclCategories.Admin | AclCategories.Dangerous;
        if (Flags.HasFlag(CommandFlags.PubSub))
            implied |= AclCategories.PubSub;
        if (Flags.HasFlag(CommandFlags.Blocking))
            implied |= AclCategories.Blocking;
        return InGroupCategory && Subcommands.Length == 0 ? implied | OfGroup(Group) : implied;
    }

    /// <summary>The family's category; @pubsub follows from the flag alone, which not every command of that family has.</summary>
    private static AclCategories OfGroup(CommandGroup group) => group switch
    {
        CommandGroup.Generic => AclCategories.Keyspace,
        CommandGroup.String => AclCategories.String,
        CommandGroup.List => AclCategories.List,
        CommandGroup.Set => AclCategories.Set,
        CommandGroup.SortedSet => AclCategories.SortedSet,
        CommandGroup.Hash => AclCategories.Hash,
        CommandGroup.Transactions => AclCategories.Transaction,
        CommandGroup.Connection => AclCategories.Connection,
        CommandGroup.HyperLogLog => AclCategories.HyperLogLog,
        CommandGroup.Geo => AclCategories.Geo,
        CommandGroup.Bitmap => AclCategories.Bitmap,
        _ => AclCategories.None,
    };
}
