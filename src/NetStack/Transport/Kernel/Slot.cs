namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>One entry of <see cref="SlotTable"/>.</summary>
internal struct Slot
{
    /// <summary>The socket, or -1 when the slot is free.</summary>
    public int Descriptor;

    /// <summary>Grows with every reuse of the slot, so that an event of its former connection is recognised.</summary>
    public uint Generation;

    public SlotFlags Flags;

    /// <summary>The <see cref="GatherPolicy.Window"/> in which it was last readable.</summary>
    public uint Window;

    /// <summary>The next free slot, or -1; meaningful while this one is free.</summary>
    public int NextFree;
}
