namespace MtcpRedis.NetStack.Transport.InMemory;

/// <summary>A queue of bytes in a ring that grows as needed.</summary>
internal sealed class ByteQueue
{
    private byte[] _ring = new byte[256];
    private int _head;

    public int Count { get; private set; }

    public void Enqueue(ReadOnlySpan<byte> bytes)
    {
        if (Count + bytes.Length > _ring.Length)
        {
            Grow(Count + bytes.Length);
        }

        int tail = (_head + Count) % _ring.Length;
        int first = Math.Min(bytes.Length, _ring.Length - tail);
        bytes[..first].CopyTo(_ring.AsSpan(tail));
        bytes[first..].CopyTo(_ring);
        Count += bytes.Length;
    }

    /// <summary>Takes at most as many as fit; returns how many.</summary>
    public int Dequeue(Span<byte> destination)
    {
        int taken = Math.Min(destination.Length, Count);
        int first = Math.Min(taken, _ring.Length - _head);
        _ring.AsSpan(_head, first).CopyTo(destination);
        _ring.AsSpan(0, taken - first).CopyTo(destination[first..]);
        _head = (_head + taken) % _ring.Length;
        Count -= taken;
        return taken;
    }

    public void Clear()
    {
        _head = 0;
        Count = 0;
    }

    private void Grow(int needed)
    {
        var larger = new byte[Math.Max(needed, _ring.Length * 2)];
        int count = Dequeue(larger.AsSpan(0, Count));
        _ring = larger;
        _head = 0;
        Count = count;
    }
}
