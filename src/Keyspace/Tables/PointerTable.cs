using System.Diagnostics;
using System.Numerics;
using System.Runtime.CompilerServices;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Tables;

/// <summary>
/// A hash table of pointers to elements, wholly in the memory of an arena: about 10 bytes per element, no operation touches more
/// than one piece of about a thousand slots and the directory of the pieces, and it shrinks as it grew.
/// </summary>
/// <remarks>
/// Extendible hashing: a directory, indexed by the top bits of the hash, of segments whose slots are ordered by hash. The value
/// itself is two pointers and may be copied; all copies are the same table. Hashes must be <see cref="KeyHash.Of"/> of the key,
/// because the table computes them again where it needs more bits than it keeps. The elements belong to the caller; their
/// addresses must be multiples of 8 below 2^48.
/// </remarks>
/// <typeparam name="TLayout">Where an element keeps its key.</typeparam>
public readonly unsafe struct PointerTable<TLayout>
    where TLayout : struct, ITableLayout
{
    /// <summary>Number of low bits that a scan cursor uses; the bits above are free for the caller and ignored.</summary>
    public const int CursorBits = 48;

    private readonly Arena _arena;
    private readonly TableHeader* _table;

    /// <summary>Finds a table again by its header.</summary>
    /// <param name="arena">The arena it was created in.</param>
    /// <param name="header">What <see cref="Header"/> gave.</param>
    public PointerTable(Arena arena, byte* header)
    {
        _arena = arena;
        _table = (TableHeader*)header;
    }

    /// <summary>The block that stands for the table and does not move; null for the default value.</summary>
    public byte* Header => (byte*)_table;

    /// <summary>Number of elements.</summary>
    public long Count => _table->Count;

    /// <summary>Bytes of all blocks of the table, without the elements.</summary>
    public long MemoryBytes => _table->Bytes;

    /// <summary>Creates an empty table of one small block.</summary>
    /// <exception cref="OutOfMemoryException">The arena has no memory.</exception>
    public static PointerTable<TLayout> Create(Arena arena)
    {
        byte* header = arena.Allocate(sizeof(TableHeader));
        TableHeader* table = (TableHeader*)header;
        *table = default;
        table->Directory = &table->Single;
        table->Bytes = Arena.UsableSize(header);
        return new PointerTable<TLayout>(arena, header);
    }

    /// <summary>The element with a key, or null.</summary>
    /// <param name="key">The key.</param>
    /// <param name="hash">Its <see cref="KeyHash"/>.</param>
    public byte* Find(ReadOnlySpan<byte> key, ulong hash)
    {
        SegmentRef segment = _table->SegmentOf(hash);
        int index = segment.IsNull ? -1 : IndexOf(segment, key, segment.TagOf(hash));
        return index < 0 ? null : Slot.Element(segment.Slots[index]);
    }

    /// <summary>Adds an element whose key is not in the table.</summary>
    /// <param name="element">The element.</param>
    /// <param name="hash">The <see cref="KeyHash"/> of its key.</param>
    /// <exception cref="OutOfMemoryException">The arena has no memory; the table is unchanged.</exception>
    public void Insert(byte* element, ulong hash)
    {
        Debug.Assert(hash == KeyHash.Of(TLayout.Key(element)) && Find(TLayout.Key(element), hash) == null);
        Debug.Assert(((ulong)element & 7) == 0 && (ulong)element >> 48 == 0);
        while (true)
        {
            SegmentRef segment = _table->SegmentOf(hash);
            if (!segment.IsNull && segment.TryInsert(element, segment.TagOf(hash)))
            {
                _table->Count++;
                return;
            }

            TableGrowth<TLayout>.Grow(_arena, _table, hash);
        }
    }

    /// <summary>Points the slot of an element to another one with the same key, as after its block has moved.</summary>
    /// <param name="oldElement">The address in the table; it need not be readable any more.</param>
    /// <param name="newElement">The new address.</param>
    /// <param name="hash">The <see cref="KeyHash"/> of the key.</param>
    /// <returns>False when the old element is not in the table.</returns>
    public bool Replace(byte* oldElement, byte* newElement, ulong hash)
    {
        Debug.Assert(((ulong)newElement & 7) == 0 && (ulong)newElement >> 48 == 0);
        SegmentRef segment = _table->SegmentOf(hash);
        uint tag = segment.TagOf(hash);
        int index = segment.IsNull ? -1 : segment.IndexOf(oldElement, tag);
        if (index < 0)
        {
            return false;
        }

        segment.Slots[index] = Slot.Make(newElement, tag);
        return true;
    }

    /// <summary>Takes the element with a key out of the table; the caller frees it.</summary>
    /// <returns>The element, or null when there is none.</returns>
    public byte* Remove(ReadOnlySpan<byte> key, ulong hash)
    {
        SegmentRef segment = _table->SegmentOf(hash);
        int index = segment.IsNull ? -1 : IndexOf(segment, key, segment.TagOf(hash));
        if (index < 0)
        {
            return null;
        }

        byte* element = Slot.Element(segment.Slots[index]);
        RemoveAt(segment, index, hash);
        return element;
    }

    /// <summary>Takes a certain element out of the table without reading it.</summary>
    /// <returns>False when it is not in the table.</returns>
    public bool RemoveElement(byte* element, ulong hash)
    {
        SegmentRef segment = _table->SegmentOf(hash);
        int index = segment.IsNull ? -1 : segment.IndexOf(element, segment.TagOf(hash));
        if (index < 0)
        {
            return false;
        }

        RemoveAt(segment, index, hash);
        return true;
    }

    /// <summary>
    /// Visits elements in the order of their hashes, from a cursor on. Over a full iteration every element that is in the table
    /// all the time is visited exactly once, whatever is inserted and removed between the calls.
    /// </summary>
    /// <param name="cursor">0 to begin, else what the last call returned. Any other number is a valid place to begin as well.</param>
    /// <param name="minElements">Visits at least so many elements if there are, and hardly more; less than 1 counts as 1.</param>
    /// <param name="visitor">Receives the elements.</param>
    /// <returns>The cursor to go on with, below 2^<see cref="CursorBits"/>, or 0 when the iteration is complete.</returns>
    public ulong Scan<TVisitor>(ulong cursor, long minElements, ref TVisitor visitor)
        where TVisitor : struct, ITableVisitor =>
        TableScan<TLayout>.Run(_table, cursor, minElements, ref visitor);

    /// <summary>An element drawn with equal chances, or null when the table is empty.</summary>
    public byte* RandomElement(ref FastRandom random) => _table->Count == 0 ? null : TableSampler.Draw(_table, ref random);

    /// <summary>All elements, for foreach; see <see cref="TableEnumerator"/>.</summary>
    public TableEnumerator GetEnumerator() => new(_table);

    /// <inheritdoc cref="TablePrefetch.Slots"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Prefetch(ulong hash) => TablePrefetch.Slots(Header, hash);

    /// <inheritdoc cref="TablePrefetch.Element"/>
    public byte* PrefetchElement(ulong hash) => TablePrefetch.Element(Header, hash);

    /// <summary>Frees the table with its header, but not the elements. No copy of it may be used afterwards.</summary>
    public void Free()
    {
        TableSegments.FreeAll(_arena, _table);
        TableDirectory.Free(_arena, _table);
        _arena.Free((byte*)_table);
    }

    /// <summary>
    /// Takes the table apart, one segment per call: passes the segment's elements, which the visitor may free, and frees the segment;
    /// at the end the table itself. Once begun, nothing else may be done with the table.
    /// </summary>
    /// <param name="progress">0 at first; afterwards what the last call left.</param>
    /// <param name="visitor">Receives the elements, at most some thousand per call.</param>
    /// <returns>Whether the table is gone.</returns>
    public bool Dismantle<TVisitor>(ref ulong progress, ref TVisitor visitor)
        where TVisitor : struct, ITableVisitor =>
        TableSegments.Dismantle(_arena, _table, ref progress, ref visitor);

    /// <summary>Computes statistics by walking the whole table.</summary>
    public TableStatistics GetStatistics() => TableStatistics.Of(_table);

    private static int IndexOf(SegmentRef segment, ReadOnlySpan<byte> key, uint tag)
    {
        int last = segment.Size->Capacity - SegmentSize.ProbeWidth;
        for (int at = Math.Min(segment.HomeOf(tag), last); ; at = Math.Min(at + SegmentSize.ProbeWidth, last))
        {
            uint larger;
            for (uint equal = segment.Probe(at, tag, out larger); equal != 0; equal &= equal - 1)
            {
                int index = at + BitOperations.TrailingZeroCount(equal);
                if (TLayout.Key(Slot.Element(segment.Slots[index])).SequenceEqual(key))
                {
                    return index;
                }
            }

            if (larger != 0 || at == last)
            {
                return -1;
            }
        }
    }

    private void RemoveAt(SegmentRef segment, int index, ulong hash)
    {
        segment.RemoveAt(index);
        _table->Count--;
        TableShrinkage<TLayout>.AfterRemove(_arena, _table, hash, segment);
    }
}
