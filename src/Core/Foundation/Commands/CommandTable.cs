using System.Buffers.Binary;
using System.Runtime.CompilerServices;

namespace MtcpRedis.Core.Commands;

/// <summary>All commands of a node by name, found without allocation and whatever the letters' case.</summary>
public sealed class CommandTable
{
    private const int MaxNameLength = 64;

    private readonly CommandSpec?[] _slots;
    private readonly byte[]?[] _names;
    private readonly int _mask;
    private readonly List<CommandSpec> _all = [];

    private CommandTable(int slots)
    {
        _slots = new CommandSpec?[slots];
        _names = new byte[slots][];
        _mask = slots - 1;
    }

    /// <summary>Top-level commands, in the order of their families.</summary>
    public IReadOnlyList<CommandSpec> Commands => _all;

    /// <summary>Every command and subcommand by <see cref="CommandSpec.Index"/>.</summary>
    public CommandSpec[] ByIndex { get; private set; } = [];

    /// <summary>Builds the table from the families' lists.</summary>
    /// <exception cref="ArgumentException">Two commands have one name.</exception>
    public static CommandTable Build(params IEnumerable<CommandSpec>[] families)
    {
        CommandSpec[] commands = families.SelectMany(family => family).ToArray();
        int slots = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, commands.Length * 4));
        var table = new CommandTable(slots);
        var indexed = new List<CommandSpec>();
        foreach (CommandSpec command in commands)
        {
            table.Add(command);
            table._all.Add(command);
            indexed.Add(command);
            command.AttachSubcommands();
            indexed.AddRange(command.Subcommands);
        }
        for (int i = 0; i < indexed.Count; i++)
            indexed[i].Index = i;
        table.ByIndex = indexed.ToArray();
        return table;
    }

    /// <summary>The command called <paramref name="name"/> in any case, or null.</summary>
    public CommandSpec? Find(ReadOnlySpan<byte> name)
    {
        if (name.Length is 0 or > MaxNameLength)
            return null;
        for (int i = Hash(name) & _mask; ; i = (i + 1) & _mask)
        {
            CommandSpec? candidate = _slots[i];
            if (candidate is null)
                return null;
            if (System.Text.Ascii.EqualsIgnoreCase(name, _names[i]))
                return candidate;
        }
    }

    /// <summary>The subcommand of <paramref name="container"/> called <paramref name="name"/> in any case, or null.</summary>
    public static CommandSpec? FindSubcommand(CommandSpec container, ReadOnlySpan<byte> name)
    {
        foreach (CommandSpec sub in container.Subcommands)
        {
            if (System.Text.Ascii.EqualsIgnoreCase(name, sub.Name))
                return sub;
        }
        return null;
    }

    private void Add(CommandSpec command)
    {
        byte[] name = System.Text.Encoding.ASCII.GetBytes(command.Name);
        if (Find(name) is not null)
            throw new ArgumentException($"Two commands are called {command.Name}.");
        int i = Hash(name) & _mask;
        while (_slots[i] is not null)
            i = (i + 1) & _mask;
        _slots[i] = command;
        _names[i] = name;
    }

    /// <summary>Mixes length, first and last bytes with the case bit cleared; enough to tell command names apart.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Hash(ReadOnlySpan<byte> name)
    {
        ulong head, tail;
        if (name.Length >= 8)
        {
            head = BinaryPrimitives.ReadUInt64LittleEndian(name);
            tail = BinaryPrimitives.ReadUInt64LittleEndian(name[^8..]);
        }
        else if (name.Length >= 4)
        {
            head = BinaryPrimitives.ReadUInt32LittleEndian(name);
            tail = BinaryPrimitives.ReadUInt32LittleEndian(name[^4..]);
        }
        else
        {
            head = name[0];
            tail = (ulong)name[^1] << 8 | name[name.Length >> 1];
        }
        const ulong caseBits = ~0x2020202020202020UL;
        ulong mixed = ((head & caseBits) ^ ((tail & caseBits) * 0x9E3779B97F4A7C15UL) ^ (uint)name.Length) * 0xD6E8FEB86659FD93UL;
        return (int)(mixed >> 40);
    }
}
