namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>What is known of a connection beside its descriptor.</summary>
[Flags]
internal enum SlotFlags
{
    None = 0,

    /// <summary>A Unix-domain socket: no TCP options, no reset.</summary>
    Unix = 1,

    /// <summary>A send was short; the next room is to be announced.</summary>
    WantsRoom = 2,

    /// <summary>
    /// No further edge may come (end of stream, error) or a short read does not mean an empty queue (urgent data): read until nothing is left.
    /// </summary>
    ReadToEnd = 4,
}
