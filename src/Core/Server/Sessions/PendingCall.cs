using MtcpRedis.Core.Commands;
using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Server.Sessions;

/// <summary>A call that is run later than it was received; it owns a copy of its arguments.</summary>
internal sealed unsafe class PendingCall : IDisposable
{
    private readonly ArgumentCopy _arguments;

    public PendingCall(CommandSpec command, ArgSlice* args, int count, int database)
    {
        Command = command;
        Database = database;
        _arguments = new ArgumentCopy(args, count);
    }

    public CommandSpec Command { get; }

    /// <summary>Index of the database that was selected when it was received.</summary>
    public int Database { get; }

    public ArgSlice* Args => _arguments.Pointer;

    public int ArgCount => _arguments.Count;

    public long TotalBytes => _arguments.TotalBytes;

    public void Dispose() => _arguments.Dispose();
}
