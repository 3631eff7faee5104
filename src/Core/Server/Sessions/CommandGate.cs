using System.Text;
using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Server.Commands;
using MtcpRedis.Server.Runtime;

namespace MtcpRedis.Server.Sessions;

/// <summary>Looks commands up and refuses those that may not run, in Redis' words and in Redis' order of checks.</summary>
internal sealed unsafe class CommandGate
{
    private const int MaxQuotedArguments = 128;

    private const int MaxRemembered = 32;

    private static readonly string OutOfMemory = Encoding.ASCII.GetString(RespErrors.OutOfMemory);

    private readonly CommandTable _table;
    private readonly byte[]?[] _spellings;
    private byte[] _lastName = [];
    private CommandSpec? _last;

    public CommandGate(Node node)
    {
        _table = node.Commands;
        _spellings = new byte[_table.ByIndex.Length][];
    }

    /// <summary>The command of a call, or null when it was refused; the error has been written then.</summary>
    public CommandSpec? Admit(Session session, ArgSlice* args, int count, ReplyWriter reply)
    {
        CommandSpec? command = Find(args[0].Span);
        if (command is not null && command.Subcommands.Length != 0)
            command = Subcommand(session, command, args, count, reply);
        else if (command is null && IsHttp(args[0].Span))
            HangUp(session);
        else if (command is null)
            Refuse(session, reply, UnknownCommand(args, count));
        if (command is null)
            return null;
        if (Objection(session, command, count) is not { } objection)
            return command;
        session.Core.Operations.Meter.Reject(command);
        // EXEC that is refused ends the transaction, as the client expects of any EXEC.
        bool isExec = command.Name == "EXEC";
        Refuse(session, reply, isExec ? $"EXECABORT Transaction discarded because of: {WithoutGenericCode(objection)}" : objection);
        if (isExec)
            TransactionCommands.Abandon(session);
        return null;
    }

    /// <summary>Why the command may not run now; null: it may.</summary>
    private static string? Objection(Session session, CommandSpec command, int count)
    {
        if (!command.AcceptsArity(count))
            return $"ERR wrong number of arguments for '{command.FullName}' command";
        if (!session.Authenticated && (command.Flags & CommandFlags.NoAuth) == 0)
            return "NOAUTH Authentication required.";
        if (session.IsSubscriber && !session.Resp3 && !SessionCommand.RunsWhileSubscribed(command))
        {
            return $"ERR Can't execute '{command.FullName}': only (P|S)SUBSCRIBE / (P|S)UNSUBSCRIBE / PING / QUIT / RESET "
                + "are allowed in this context";
        }
        if (session.Transaction is not null && (command.Flags & CommandFlags.NoMulti) != 0)
            return "ERR Command not allowed inside a transaction";
        if (session.Transaction is { } transaction && IsRefusedWhenFull(transaction, command) && Eviction.IsHopeless(session.Core.Node.Keyspace))
            return OutOfMemory;
        return null;
    }

    /// <summary>
    /// Whether full memory forbids a call inside of MULTI: any that would be queued, since queues take memory themselves, and EXEC if
    /// it would run a command that may take more.
    /// </summary>
    private static bool IsRefusedWhenFull(Transaction transaction, CommandSpec command)
    {
        if (command.Name == "EXEC")
            return transaction.NeedsMemory;
        return !SessionCommand.RunsInsideMulti(command) && command.Name is not ("QUIT" or "RESET");
    }

    private static string WithoutGenericCode(string error) => error.StartsWith("ERR ", StringComparison.Ordinal) ? error[4..] : error;

    /// <summary>Looks a name up; clients tend to send one command many times, spelt alike.</summary>
    private CommandSpec? Find(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual(_lastName))
            return _last;
        CommandSpec? found = _table.Find(name);
        if (found is not null && name.Length <= MaxRemembered)
        {
            _lastName = Remember(name, found);
            _last = found;
        }
        return found;
    }

    /// <summary>The name as it was spelt; one array per spelling of the moment, not per command.</summary>
    private byte[] Remember(ReadOnlySpan<byte> name, CommandSpec found)
    {
        byte[]? known = _spellings[found.Index];
        return known is not null && name.SequenceEqual(known) ? known : _spellings[found.Index] = name.ToArray();
    }

    /// <summary>The words that begin a web browser's request: somebody makes a browser talk to this server.</summary>
    private static bool IsHttp(ReadOnlySpan<byte> name) =>
        System.Text.Ascii.EqualsIgnoreCase(name, "POST"u8) || System.Text.Ascii.EqualsIgnoreCase(name, "Host:"u8);

    private static void HangUp(Session session)
    {
        session.CloseAfterReply = true;
        session.Core.Node.Log.Warning(
            $"Possible SECURITY ATTACK detected: POST or Host: sent as a command by {session.Endpoints.Peer}. Connection closed.");
    }

    private static CommandSpec? Subcommand(Session session, CommandSpec container, ArgSlice* args, int count, ReplyWriter reply)
    {
        // A container that can run without a subcommand (COMMAND) does so when there is none.
        if (count == 1)
        {
            if (container.Arity == -1)
                return container;
            Refuse(session, reply, $"ERR wrong number of arguments for '{container.FullName}' command");
            return null;
        }
        if (CommandTable.FindSubcommand(container, args[1].Span) is { } found)
            return found;
        string name = Quote(args[1].Span, MaxQuotedArguments);
        Refuse(session, reply, $"ERR unknown subcommand '{name}'. Try {container.Name} HELP.");
        return null;
    }

    private static void Refuse(Session session, ReplyWriter reply, string error)
    {
        reply.Error(error);
        if (session.Transaction is { } transaction)
            transaction.IsAborted = true;
    }

    private static string UnknownCommand(ArgSlice* args, int count)
    {
        var quoted = new StringBuilder();
        for (int i = 1; i < count && quoted.Length < MaxQuotedArguments; i++)
        {
            string quote = Quote(args[i].Span, MaxQuotedArguments - quoted.Length);
            quoted.Append('\'').Append(quote).Append("' ");
        }
        return $"ERR unknown command '{Quote(args[0].Span, MaxQuotedArguments)}', with args beginning with: {quoted}";
    }

    /// <summary>At most <paramref name="limit"/> bytes up to the first zero byte, since Redis prints a C string here.</summary>
    private static string Quote(ReadOnlySpan<byte> text, int limit)
    {
        int zero = text.IndexOf((byte)0);
        if (zero >= 0)
            text = text[..zero];
        return Encoding.Latin1.GetString(text[..Math.Min(text.Length, limit)]);
    }
}
