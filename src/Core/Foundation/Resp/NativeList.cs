using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace MtcpRedis.Core.Resp;

/// <summary>A growable array of plain values in native memory, kept and refilled turn after turn.</summary>
/// <typeparam name="T">An unmanaged element type.</typeparam>
/// <remarks>Growing moves the elements: hold indexes across <see cref="Add"/>, never pointers.</remarks>
public sealed unsafe class NativeList<T> : IDisposable
    where T : unmanaged
{
    private T* _items;
    private int _capacity;

    /// <summary>Makes an empty list.</summary>
    /// <param name="capacity">Elements to make room for at once, at least 1.</param>
    public NativeList(int capacity = 64)
    {
        _capacity = capacity;
        _items = (T*)NativeMemory.Alloc((nuint)capacity, (nuint)sizeof(T));
    }

    /// <summary>Frees the memory when the owner forgot to.</summary>
    ~NativeList() => Release();

    /// <summary>Number of elements.</summary>
    public int Count { get; private set; }

    /// <summary>The first element; valid until the list grows.</summary>
    public T* Pointer => _items;

    /// <summary>The element at <paramref name="index"/>.</summary>
    public ref T this[int index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Debug.Assert((uint)index < (uint)Count);
            return ref _items[index];
        }
    }

    /// <summary>Appends an element.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(in T item)
    {
        if (Count == _capacity)
            Resize(checked(_capacity * 2));
        _items[Count++] = item;
    }

    /// <summary>Makes room for more elements at once.</summary>
    /// <param name="count">How many.</param>
    /// <returns>Where the next element goes; they count once <see cref="Append"/> says so.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Reserve(int count)
    {
        while (_capacity - Count < count)
            Resize(checked(_capacity * 2));
        return _items + Count;
    }

    /// <summary>Takes over elements that were written where <see cref="Reserve"/> said.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Append(int count)
    {
        Debug.Assert((uint)count <= (uint)(_capacity - Count));
        Count += count;
    }

    /// <summary>Appends elements.</summary>
    /// <param name="items">The elements; not of this list.</param>
    public void AddRange(ReadOnlySpan<T> items)
    {
        while (_capacity - Count < items.Length)
            Resize(checked(_capacity * 2));
        items.CopyTo(new Span<T>(_items + Count, items.Length));
        Count += items.Length;
    }

    /// <summary>Drops the elements from <paramref name="count"/> on.</summary>
    public void Truncate(int count)
    {
        Debug.Assert((uint)count <= (uint)Count);
        Count = count;
    }

    /// <summary>Empties the list; memory above <paramref name="keepCapacity"/> elements is given back.</summary>
    public void Clear(int keepCapacity = 16384)
    {
        Count = 0;
        if (_capacity > keepCapacity)
            Resize(keepCapacity);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    /// <summary>Not inlined: a method pays for a call of native code at each of its own, made or not.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Resize(int capacity)
    {
        _items = (T*)NativeMemory.Realloc(_items, (nuint)capacity * (nuint)sizeof(T));
        _capacity = capacity;
    }

    private void Release()
    {
        NativeMemory.Free(_items);
        _items = null;
        _capacity = 0;
        Count = 0;
    }
}
