using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Commands.Arguments;
using MtcpRedis.Core.Resp;

namespace MtcpRedis.Server.Commands;

/// <summary>How COMMAND INFO and COMMAND DOCS show a command.</summary>
internal static class CommandDescription
{
    private static readonly (CommandFlags Flag, string Name)[] s_flags =
    [
        (CommandFlags.Write, "write"),
        (CommandFlags.ReadOnly, "readonly"),
        (CommandFlags.DenyOom, "denyoom"),
        (CommandFlags.Admin, "admin"),
        (CommandFlags.PubSub, "pubsub"),
        (CommandFlags.NoScript, "noscript"),
        (CommandFlags.Blocking, "blocking"),
        (CommandFlags.Loading, "loading"),
        (CommandFlags.Stale, "stale"),
        (CommandFlags.SkipMonitor, "skip_monitor"),
        (CommandFlags.SkipSlowLog, "skip_slowlog"),
        (CommandFlags.Asking, "asking"),
        (CommandFlags.Fast, "fast"),
        (CommandFlags.NoAuth, "no_auth"),
        (CommandFlags.MayReplicate, "may_replicate"),
        (CommandFlags.NoMandatoryKeys, "no_mandatory_keys"),
        (CommandFlags.NoAsyncLoading, "no_async_loading"),
        (CommandFlags.NoMulti, "no_multi"),
        (CommandFlags.AllowBusy, "allow_busy"),
    ];

    private static readonly (KeySpecFlags Flag, string Name)[] s_keyFlags =
    [
        (KeySpecFlags.RO, "RO"),
        (KeySpecFlags.RW, "RW"),
        (KeySpecFlags.OW, "OW"),
        (KeySpecFlags.RM, "RM"),
        (KeySpecFlags.Access, "access"),
        (KeySpecFlags.Update, "update"),
        (KeySpecFlags.Insert, "insert"),
        (KeySpecFlags.Delete, "delete"),
        (KeySpecFlags.NotKey, "not_key"),
        (KeySpecFlags.Incomplete, "incomplete"),
        (KeySpecFlags.VariableFlags, "variable_flags"),
    ];

    /// <summary>One element of COMMAND INFO's reply.</summary>
    public static void Write(ReplyWriter reply, CommandSpec command)
    {
        (int first, int last, int step) = LegacyRange(command);
        reply.Array(10);
        reply.Bulk(command.FullName);
        reply.Integer(command.Arity);
        WriteNames(reply, FlagNames(command));
        reply.Integer(first);
        reply.Integer(last);
        reply.Integer(step);
        WriteNames(reply, CategoryNames(command).Select(name => "@" + name).ToList());
        reply.Set(command.Tips.Length);
        foreach (string tip in command.Tips)
            reply.Bulk(tip);
        reply.Set(command.Keys.Length);
        foreach (KeySpec keys in command.Keys)
            WriteKeySpec(reply, keys);
        // Redis replies an array of subcommands but an empty set where there are none.
        if (command.Subcommands.Length > 0)
            reply.Array(command.Subcommands.Length);
        else
            reply.Set(0);
        foreach (CommandSpec sub in command.Subcommands)
            Write(reply, sub);
    }

    /// <summary>The value of one command in COMMAND DOCS' reply.</summary>
    public static void WriteDocs(ReplyWriter reply, CommandSpec command)
    {
        int start = reply.Length;
        int pairs = 0;
        void Pair(string name, string? value)
        {
            if (string.IsNullOrEmpty(value))
                return;
            reply.Bulk(name);
            reply.Bulk(value);
            pairs++;
        }

        Pair("summary", command.Docs?.Summary);
        Pair("since", command.Docs?.Since);
        Pair("group", GroupName(command.Group));
        Pair("complexity", command.Docs?.Complexity);
        if (command.Docs?.DeprecatedSince is not null)
        {
            reply.Bulk("doc_flags"u8);
            WriteNames(reply, ["deprecated"]);
            pairs++;
        }
        Pair("deprecated_since", command.Docs?.DeprecatedSince);
        Pair("replaced_by", command.Docs?.ReplacedBy);
        if (command.Docs is { History.Length: > 0 } changed)
        {
            reply.Bulk("history"u8);
            WriteHistory(reply, changed.History);
            pairs++;
        }
        CommandArgument[] arguments = CommandArguments.Parse(command.Docs?.Arguments ?? "", command.Keys.Length);
        if (arguments.Length > 0)
        {
            reply.Bulk("arguments"u8);
            CommandArgumentDocs.Write(reply, arguments);
            pairs++;
        }
        if (command.Subcommands.Length > 0)
        {
            reply.Bulk("subcommands"u8);
            reply.Map(command.Subcommands.Length);
            foreach (CommandSpec sub in command.Subcommands)
            {
                reply.Bulk(sub.FullName);
                WriteDocs(reply, sub);
            }
            pairs++;
        }
        reply.InsertMap(start, pairs);
    }

    /// <summary>Changes as pairs of version and text.</summary>
    private static void WriteHistory(ReplyWriter reply, string[] history)
    {
        reply.Set(history.Length);
        foreach (string change in history)
        {
            int colon = change.IndexOf(": ", StringComparison.Ordinal);
            reply.Array(2);
            reply.Bulk(change[..colon]);
            reply.Bulk(change[(colon + 2)..]);
        }
    }

    /// <summary>What happens to a key.</summary>
    public static void WriteKeyFlags(ReplyWriter reply, KeySpecFlags flags) =>
        WriteNames(reply, KeyFlagNames(flags));

    /// <summary>The names of key flags, as COMMAND INFO spells them.</summary>
    public static List<string> KeyFlagNames(KeySpecFlags flags) =>
        s_keyFlags.Where(known => (flags & known.Flag) != 0).Select(known => known.Name).ToList();

    /// <summary>Access categories in lower case, without the @.</summary>
    public static List<string> CategoryNames(CommandSpec command) =>
        Enum.GetValues<AclCategories>()
            .Where(category => category != AclCategories.None && command.Categories.HasFlag(category))
            .Select(category => category.ToString().ToLowerInvariant())
            .ToList();

    /// <summary>The flags that Redis tells; those of Sentinel and the replication protocol it keeps to itself.</summary>
    public static List<string> FlagNames(CommandSpec command)
    {
        List<string> names = s_flags.Where(known => (command.Flags & known.Flag) != 0).Select(known => known.Name).ToList();
        if (HasMovableKeys(command))
            names.Add("movablekeys");
        return names;
    }

    /// <summary>Keys that the old triple of first, last and step cannot describe.</summary>
    private static bool HasMovableKeys(CommandSpec command) =>
        command.FindKeys is not null
        || command.Keys.Any(keys => keys.Find != KeySpec.FindKind.Range || keys.Begin != KeySpec.BeginKind.Index);

    /// <summary>First key, last key and step, as far as one triple can tell; zeros: it cannot.</summary>
    public static (int First, int Last, int Step) LegacyRange(CommandSpec command)
    {
        int first = 0, last = 0, step = 0;
        foreach (KeySpec keys in command.Keys)
        {
            if (keys is not { Begin: KeySpec.BeginKind.Index, Find: KeySpec.FindKind.Range })
                continue;
            if (first == 0)
                (first, step) = (keys.Position, keys.Step);
            else if (keys.Position != last + 1)
                break;
            // Keys that follow one another are one range (RENAME, LMOVE, BITOP); one that counts from the end goes to the end.
            last = keys.LastKey >= 0 ? keys.Position + keys.LastKey : keys.LastKey;
        }
        return (first, last, step);
    }

    private static void WriteKeySpec(ReplyWriter reply, KeySpec keys)
    {
        reply.Map(3);
        reply.Bulk("flags"u8);
        WriteKeyFlags(reply, keys.Flags);
        reply.Bulk("begin_search"u8);
        reply.Map(2);
        reply.Bulk("type"u8);
        WriteBegin(reply, keys);
        reply.Bulk("find_keys"u8);
        reply.Map(2);
        reply.Bulk("type"u8);
        WriteFind(reply, keys);
    }

    private static void WriteBegin(ReplyWriter reply, KeySpec keys)
    {
        reply.Bulk(keys.Begin.ToString().ToLowerInvariant());
        reply.Bulk("spec"u8);
        switch (keys.Begin)
        {
            case KeySpec.BeginKind.Index:
                reply.Map(1);
                WriteNumber(reply, "index", keys.Position);
                break;
            case KeySpec.BeginKind.Keyword:
                reply.Map(2);
                reply.Bulk("keyword"u8);
                reply.Bulk(keys.Keyword);
                WriteNumber(reply, "startfrom", keys.StartFrom);
                break;
            default:
                reply.Map(0);
                break;
        }
    }

    private static void WriteFind(ReplyWriter reply, KeySpec keys)
    {
        reply.Bulk(keys.Find.ToString().ToLowerInvariant());
        reply.Bulk("spec"u8);
        switch (keys.Find)
        {
            case KeySpec.FindKind.Range:
                reply.Map(3);
                WriteNumber(reply, "lastkey", keys.LastKey);
                WriteNumber(reply, "keystep", keys.Step);
                WriteNumber(reply, "limit", keys.Limit);
                break;
            case KeySpec.FindKind.KeyNum:
                reply.Map(3);
                WriteNumber(reply, "keynumidx", keys.KeyNumIndex);
                WriteNumber(reply, "firstkey", keys.FirstKey);
                WriteNumber(reply, "keystep", keys.Step);
                break;
            default:
                reply.Map(0);
                break;
        }
    }

    private static void WriteNumber(ReplyWriter reply, string name, int value)
    {
        reply.Bulk(name);
        reply.Integer(value);
    }

    private static void WriteNames(ReplyWriter reply, List<string> names)
    {
        reply.Set(names.Count);
        foreach (string name in names)
            reply.SimpleString(System.Text.Encoding.ASCII.GetBytes(name));
    }

    /// <summary>The family's name in COMMAND DOCS.</summary>
    public static string GroupName(CommandGroup group) => group switch
    {
        CommandGroup.SortedSet => "sorted-set",
        CommandGroup.PubSub => "pubsub",
        CommandGroup.HyperLogLog => "hyperloglog",
        _ => group.ToString().ToLowerInvariant(),
    };
}
