using MtcpRedis.Core.Commands;

namespace MtcpRedis.Server.Sessions;

/// <summary>What a client queued between MULTI and EXEC.</summary>
internal sealed class Transaction : IDisposable
{
    public List<PendingCall> Calls { get; } = [];

    /// <summary>Whether a command was refused while queueing; EXEC answers EXECABORT then.</summary>
    public bool IsAborted { get; set; }

    /// <summary>Bytes held by the queued arguments.</summary>
    public long TotalBytes { get; private set; }

    /// <summary>Whether a queued command is refused while memory is full.</summary>
    public bool NeedsMemory { get; private set; }

    public void Add(PendingCall call)
    {
        NeedsMemory |= (call.Command.Flags & CommandFlags.DenyOom) != 0;
        Calls.Add(call);
        TotalBytes += call.TotalBytes;
    }

    public void Dispose() => Calls.ForEach(call => call.Dispose());
}
