using System.Text;
using MtcpRedis.Core.Commands;
using Xunit;

namespace MtcpRedis.Core.Tests.Commands;

public class CommandTableTests
{
    private static readonly string[] s_names =
        ["GET", "SET", "GETEX", "GETDEL", "GETSET", "X", "XY", "BITFIELD_RO", "BITFIELD", "ZRANGESTORE", "ZRANGESCORE", "ZREVRANGEBYSCORE"];

    [Fact]
    public void Find_InAnyCase_FindsTheCommand()
    {
        CommandTable table = Build(out PlainCommand[] commands);
        foreach (PlainCommand command in commands)
        {
            Assert.Same(command, Find(table, command.Name));
            Assert.Same(command, Find(table, command.Name.ToLowerInvariant()));
            Assert.Same(command, Find(table, char.ToLowerInvariant(command.Name[0]) + command.Name[1..]));
        }
    }

    [Fact]
    public void Find_OtherNames_FindsNothing()
    {
        CommandTable table = Build(out _);
        foreach (string name in s_names)
        {
            Assert.Null(Find(table, name + "S"));
            Assert.Null(Find(table, name[..^1] + "\0"));
        }
        Assert.Null(Find(table, ""));
        Assert.Null(Find(table, "G"));
        Assert.Null(Find(table, "\xC7\xC5\xD4"));
        Assert.Null(Find(table, new string('G', 100_000)));
        // Differs from BITFIELD_RO only in the bit that tells cases apart, in a character that is no letter.
        Assert.Null(Find(table, "BITFIELD\x7FRO"));
    }

    [Fact]
    public void Find_RandomNames_NeverFindsAWrongOne()
    {
        CommandTable table = Build(out _);
        var random = new Random(11);
        byte[] name = new byte[16];
        for (int i = 0; i < 20_000; i++)
        {
            random.NextBytes(name);
            ReadOnlySpan<byte> part = name.AsSpan(0, random.Next(name.Length + 1));
            CommandSpec? found = table.Find(part);
            Assert.True(found is null || Ascii.EqualsIgnoreCase(part, found.Name));
        }
    }

    [Fact]
    public void Build_TwoOfOneName_Fails() =>
        Assert.Throws<ArgumentException>(() => CommandTable.Build([new PlainCommand("GET"), new PlainCommand("GET")]));

    [Fact]
    public void Build_NumbersCommandsAndSubcommands()
    {
        var sub = new PlainCommand("COUNT");
        var container = new PlainCommand("COMMAND") { Subcommands = [sub] };
        CommandTable table = CommandTable.Build([new PlainCommand("GET"), container]);
        Assert.Equal(["get", "command", "command|count"], table.ByIndex.Select(command => command.FullName));
        Assert.Equal([0, 1, 2], table.ByIndex.Select(command => command.Index));
        Assert.Same(container, sub.Parent);
        Assert.Same(sub, CommandTable.FindSubcommand(container, "cOuNt"u8));
        Assert.Null(CommandTable.FindSubcommand(container, "COUNTS"u8));
        Assert.Null(table.Find("COUNT"u8));
    }

    private static CommandTable Build(out PlainCommand[] commands)
    {
        commands = s_names.Select(name => new PlainCommand(name)).ToArray();
        return CommandTable.Build(commands);
    }

    private static CommandSpec? Find(CommandTable table, string name) => table.Find(Encoding.Latin1.GetBytes(name));
}
