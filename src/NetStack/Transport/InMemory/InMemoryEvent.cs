namespace MtcpRedis.NetStack.Transport.InMemory;

/// <summary>What <see cref="InMemoryTransport.Poll"/> is to raise.</summary>
internal enum InMemoryEvent
{
    Accepted,
    Readable,
    Writable,
    Reset,
}
