using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;

namespace MtcpRedis.Server.Commands;

/// <summary>COMMAND: what the server knows about its commands, from their declarations.</summary>
internal static class CommandCommands
{
    private const CommandFlags Common = CommandFlags.Loading | CommandFlags.Stale;

    public static SessionCommand[] All { get; } =
    [
        new("COMMAND", -1, Common, Keys.None, CommandGroup.Server, ListAll)
        {
            Tips = ["nondeterministic_output_order"],
            ExtraCategories = AclCategories.Connection,
            Docs = new("Describes all commands.", "2.8.13", "O(N) where N is the total number of Redis commands"),
            Subcommands =
            [
                Sub("COUNT", 2, c => c.Reply.Integer(c.Node.Commands.Commands.Count), "Counts the commands.", "2.8.13", ""),
                Sub("DOCS", -2, Docs, "Tells what commands are for.", "7.0.0", "[command-name [command-name ...]]"),
                Sub("GETKEYS", -3, c => GetKeys(c, withFlags: false), "Finds the keys of a call.", "2.8.13", "command [arg [arg ...]]"),
                Sub("GETKEYSANDFLAGS", -3, c => GetKeys(c, withFlags: true), "Finds the keys of a call and what happens to them.", "7.0.0",
                    "command [arg [arg ...]]"),
                Sub("HELP", 2, c => HelpReply.Write(c.Reply, c.Command.Parent!), "Lists the subcommands.", "5.0.0", ""),
                Sub("INFO", -2, Info, "Describes commands.", "2.8.13", "[command-name [command-name ...]]"),
                Sub("LIST", -2, List, "Lists the names of commands.", "7.0.0", "[FILTERBY <MODULE module-name | ACLCAT category | PATTERN pattern>]"),
            ],
        },
    ];

    private static SessionCommand Sub(
        string name, int arity, SessionCommand.SessionHandler handler, string summary, string since, string arguments) =>
        new(name, arity, Common, Keys.None, CommandGroup.Server, handler)
        {
            ExtraCategories = AclCategories.Connection,
            Docs = new(summary, since, name is "COUNT" or "HELP" ? "O(1)" : "O(N)") { Arguments = arguments },
            Tips = name is "DOCS" or "INFO" or "LIST" ? ["nondeterministic_output_order"] : [],
        };

    private static void ListAll(SessionContext c)
    {
        c.Reply.Array(c.Node.Commands.Commands.Count);
        foreach (CommandSpec command in c.Node.Commands.Commands)
            CommandDescription.Write(c.Reply, command);
    }

    private static void Info(SessionContext c)
    {
        if (c.ArgCount == 2)
        {
            ListAll(c);
            return;
        }
        c.Reply.Array(c.ArgCount - 2);
        for (int i = 2; i < c.ArgCount; i++)
        {
            if (Find(c, c.Arg(i)) is { } command)
                CommandDescription.Write(c.Reply, command);
            else
                c.Reply.Null();
        }
    }

    private static void Docs(SessionContext c)
    {
        var wanted = new List<CommandSpec>();
        if (c.ArgCount == 2)
            wanted.AddRange(c.Node.Commands.Commands);
        for (int i = 2; i < c.ArgCount; i++)
        {
            if (Find(c, c.Arg(i)) is { } command)
                wanted.Add(command);
        }
        c.Reply.Map(wanted.Count);
        foreach (CommandSpec command in wanted)
        {
            c.Reply.Bulk(command.FullName);
            CommandDescription.WriteDocs(c.Reply, command);
        }
    }

    private static void List(SessionContext c)
    {
        Func<CommandSpec, bool> wanted = _ => true;
        if (c.ArgCount > 2)
        {
            if (c.ArgCount != 5 || !c.IsOption(2, "FILTERBY"u8))
            {
                c.Reply.Error(RespErrors.Syntax);
                return;
            }
            string argument = c.Text(4);
            byte[] pattern = c.Arg(4).ToArray();
            if (c.IsOption(3, "MODULE"u8))
                wanted = _ => false;
            else if (c.IsOption(3, "ACLCAT"u8))
                wanted = command => CommandDescription.CategoryNames(command).Contains(argument.ToLowerInvariant());
            else if (c.IsOption(3, "PATTERN"u8))
                wanted = command => GlobPattern.Matches(pattern, System.Text.Encoding.ASCII.GetBytes(command.FullName), ignoreCase: true);
            else
            {
                c.Reply.Error(RespErrors.Syntax);
                return;
            }
        }
        int start = c.Reply.Length;
        int count = 0;
        foreach (CommandSpec command in c.Node.Commands.ByIndex)
        {
            if (c.ArgCount == 2 && command.Parent is not null || !wanted(command))
                continue;
            c.Reply.Bulk(command.FullName);
            count++;
        }
        c.Reply.InsertArray(start, count);
    }

    private static void GetKeys(SessionContext c, bool withFlags)
    {
        ReadOnlySpan<ArgSlice> call = c.Args[2..];
        CommandSpec? command = c.Node.Commands.Find(call[0].Span);
        if (command is { Subcommands.Length: > 0 } && call.Length > 1)
            command = CommandTable.FindSubcommand(command, call[1].Span);
        if (command is null)
        {
            c.Reply.Error("ERR Invalid command specified"u8);
            return;
        }
        // Channels of sharded publish and subscribe have places like keys, but are none.
        if (command.FindKeys is null && Array.TrueForAll(command.Keys, spec => (spec.Flags & KeySpecFlags.NotKey) != 0))
        {
            c.Reply.Error("ERR The command has no key arguments"u8);
            return;
        }
        if (!command.AcceptsArity(call.Length))
        {
            c.Reply.Error("ERR Invalid number of arguments specified for command"u8);
            return;
        }
        var keys = new List<KeyPosition>();
        if (!KeyExtractor.TryExtract(command, call, keys))
        {
            c.Reply.Error("ERR Invalid arguments specified for command"u8);
            return;
        }
        c.Reply.Array(keys.Count);
        foreach (KeyPosition key in keys)
        {
            if (withFlags)
                c.Reply.Array(2);
            c.Reply.Bulk(call[key.Index].Span);
            if (withFlags)
                CommandDescription.WriteKeyFlags(c.Reply, key.Flags);
        }
    }

    /// <summary>A command by the name that clients use: <c>get</c>, <c>client|list</c>.</summary>
    private static CommandSpec? Find(SessionContext c, ReadOnlySpan<byte> name)
    {
        int bar = name.IndexOf((byte)'|');
        if (bar < 0)
            return c.Node.Commands.Find(name);
        return c.Node.Commands.Find(name[..bar]) is { } container ? CommandTable.FindSubcommand(container, name[(bar + 1)..]) : null;
    }
}
