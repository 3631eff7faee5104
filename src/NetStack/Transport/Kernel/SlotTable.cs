using System.Diagnostics.CodeAnalysis;

namespace MtcpRedis.NetStack.Transport.Kernel;

/// <summary>Connections by dense slot number; the array doubles when it is full and never shrinks.</summary>
internal sealed class SlotTable
{
    private const uint GenerationMask = 0x7FFF_FFFF;

    private Slot[] _slots = [];
    private int _firstFree = -1;

    /// <summary>Slots in use.</summary>
    public int Count { get; private set; }

    /// <summary>All slots, free ones included, are below this number.</summary>
    public int Capacity => _slots.Length;

    /// <summary>The slot of an open connection.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The slot is free.</exception>
    public ref Slot this[int index]
    {
        get
        {
            Slot[] slots = _slots;
            if ((uint)index >= (uint)slots.Length || slots[index].Descriptor < 0)
            {
                ThrowFree(index);
            }

            return ref slots[index];
        }
    }

    public int Allocate(int descriptor, SlotFlags flags)
    {
        if (_firstFree < 0)
        {
            Grow();
        }

        int index = _firstFree;
        ref Slot slot = ref _slots[index];
        _firstFree = slot.NextFree;
        slot.Descriptor = descriptor;
        slot.Flags = flags;
        Count++;
        return index;
    }

    public void Free(int index)
    {
        ref Slot slot = ref this[index];
        slot.Descriptor = -1;
        slot.Generation = (slot.Generation + 1) & GenerationMask;
        slot.NextFree = _firstFree;
        _firstFree = index;
        Count--;
    }

    /// <summary>A number that names this use of the slot; its top bit is clear.</summary>
    public ulong Token(int index) => ((ulong)_slots[index].Generation << 32) | (uint)index;

    /// <summary>Whether the connection that had the token is still open.</summary>
    public bool IsCurrent(ulong token)
    {
        uint index = (uint)token;
        return index < (uint)_slots.Length && _slots[index].Descriptor >= 0 && _slots[index].Generation == (uint)(token >> 32);
    }

    /// <summary>Whether the slot is in use.</summary>
    public bool IsOpen(int index) => _slots[index].Descriptor >= 0;

    [DoesNotReturn]
    private static void ThrowFree(int index) =>
        throw new ArgumentOutOfRangeException(nameof(index), index, "There is no open connection in this slot.");

    private void Grow()
    {
        int first = _slots.Length;
        Array.Resize(ref _slots, Math.Max(64, first * 2));
        for (int i = _slots.Length - 1; i >= first; i--)
        {
            _slots[i].Descriptor = -1;
            _slots[i].NextFree = _firstFree;
            _firstFree = i;
        }
    }
}
