namespace MtcpRedis.Keyspace.Tables;

/// <summary>Walks all elements of a table once, in the order of their hashes. Invalid as soon as the table is modified.</summary>
public unsafe ref struct TableEnumerator
{
    private readonly TableHeader* _table;
    private ulong _nextWord;
    private SegmentRef _segment;
    private int _slot;

    internal TableEnumerator(TableHeader* table) => _table = table;

    /// <summary>The element reached by the last <see cref="MoveNext"/> that returned true.</summary>
    public byte* Current { get; private set; }

    /// <summary>Goes on to the next element.</summary>
    /// <returns>False when there is none left.</returns>
    public bool MoveNext()
    {
        while (true)
        {
            if (_segment.IsNull && !NextSegment())
            {
                return false;
            }

            int capacity = _segment.Size->Capacity;
            while (_slot < capacity)
            {
                ulong slot = _segment.Slots[_slot++];
                if (slot != Slot.Empty)
                {
                    Current = Slot.Element(slot);
                    return true;
                }
            }

            _segment = default;
        }
    }

    private bool NextSegment()
    {
        if (_table->Count == 0 || _nextWord >> _table->Depth != 0)
        {
            return false;
        }

        _segment = new SegmentRef(_table->Directory[_nextWord]);
        _nextWord += TableSegments.WordsOf(_table, _nextWord);
        _slot = 0;
        return true;
    }
}
