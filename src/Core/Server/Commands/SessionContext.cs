using System.Diagnostics;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Server.Runtime;
using MtcpRedis.Server.Sessions;

namespace MtcpRedis.Server.Commands;

/// <summary>What a <see cref="SessionCommand"/>'s handler sees. One object serves call after call.</summary>
internal sealed unsafe class SessionContext
{
    private ArgSlice* _args;

    public SessionContext(CoreLoop core, Node node)
    {
        Core = core;
        Node = node;
        Session = null!;
        Command = null!;
        Reply = null!;
    }

    public CoreLoop Core { get; }

    public Node Node { get; }

    public Session Session { get; private set; }

    public SessionCommand Command { get; private set; }

    /// <summary>Where the reply goes.</summary>
    public ReplyWriter Reply { get; private set; }

    /// <summary>The dataset, for commands that hold shards.</summary>
    public CommandContext Data => Core.Operations.Data;

    /// <summary>Number of arguments, the name (and the subcommand's) included.</summary>
    public int ArgCount { get; private set; }

    public ReadOnlySpan<ArgSlice> Args => new(_args, ArgCount);

    public ArgSlice* ArgPointer => _args;

    public ReadOnlySpan<byte> Arg(int index)
    {
        Debug.Assert((uint)index < (uint)ArgCount);
        return _args[index].Span;
    }

    /// <summary>The argument as text, byte for byte.</summary>
    public string Text(int index) => System.Text.Encoding.Latin1.GetString(Arg(index));

    /// <summary>Whether argument <paramref name="index"/> is there and equals <paramref name="upper"/> in any case.</summary>
    public bool IsOption(int index, ReadOnlySpan<byte> upper) =>
        index < ArgCount && System.Text.Ascii.EqualsIgnoreCase(Arg(index), upper);

    /// <summary>Reads a 64-bit integer; false when <paramref name="error"/> has been replied.</summary>
    public bool TryInteger(int index, ReadOnlySpan<byte> error, out long value)
    {
        if (IntegerText.TryParse(Arg(index), out value))
            return true;
        Reply.Error(error);
        return false;
    }

    public void Begin(Session session, SessionCommand command, ArgSlice* args, int count, ReplyWriter reply)
    {
        Session = session;
        Command = command;
        _args = args;
        ArgCount = count;
        Reply = reply;
        reply.Resp3 = session.Resp3;
    }
}
