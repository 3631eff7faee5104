using System.Runtime.CompilerServices;

namespace MtcpRedis.NetStack.Tcp;

/// <summary>A queue of connection numbers: a power-of-two ring that grows and never shrinks.</summary>
internal sealed class IntQueue
{
    private int[] _items = new int[64];
    private int _head;

    internal int Count { get; private set; }

    internal void Enqueue(int item)
    {
        if (Count == _items.Length)
            Grow();
        _items[_head + Count++ & _items.Length - 1] = item;
    }

    /// <summary>Looks at an item without taking it.</summary>
    /// <param name="distance">How many lie before it.</param>
    /// <param name="item">The item.</param>
    /// <returns>False if there are not so many.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryPeek(int distance, out int item)
    {
        item = _items[_head + distance & _items.Length - 1];
        return Count > distance;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal bool TryDequeue(out int item)
    {
        if (Count == 0)
        {
            item = 0;
            return false;
        }
        item = _items[_head];
        _head = _head + 1 & _items.Length - 1;
        Count--;
        return true;
    }

    private void Grow()
    {
        var larger = new int[_items.Length * 2];
        for (var i = 0; i < Count; i++)
            larger[i] = _items[_head + i & _items.Length - 1];
        (_items, _head) = (larger, 0);
    }
}
