using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;

namespace MtcpRedis.Keyspace.Execution;

/// <summary>A call as the meter sees it.</summary>
public readonly unsafe ref struct MeteredCall
{
    /// <summary>Describes a call.</summary>
    /// <param name="command">The command.</param>
    /// <param name="args">Its arguments.</param>
    /// <param name="count">Number of arguments.</param>
    /// <param name="owner">Whoever sent the batch.</param>
    /// <param name="session">The owner's number for the connection.</param>
    public MeteredCall(CommandSpec command, ArgSlice* args, int count, object? owner, int session)
    {
        Command = command;
        Args = new ReadOnlySpan<ArgSlice>(args, count);
        Owner = owner;
        Session = session;
    }

    /// <summary>The command.</summary>
    public CommandSpec Command { get; }

    /// <summary>Its arguments, the name first.</summary>
    public ReadOnlySpan<ArgSlice> Args { get; }

    /// <summary>Whoever sent the batch.</summary>
    public object? Owner { get; }

    /// <summary>The owner's number for the connection.</summary>
    public int Session { get; }
}
