namespace MtcpRedis.Keyspace.Structures;

/// <summary>Walks the nodes of a list from the first to the last, for writing it to a file node by node.</summary>
public unsafe ref struct ListNodes
{
    private readonly byte* _listpack;
    private QuicklistNode* _next;
    private QuicklistNode* _current;
    private bool _started;

    internal ListNodes(byte* listpack) => _listpack = listpack;

    internal ListNodes(QuicklistHeader* list) => _next = list->Head;

    /// <summary>Whether the node is one large element and not a listpack.</summary>
    public readonly bool IsPlain => _current != null && _current->IsPlain;

    /// <summary>The bytes of the listpack, or of the element.</summary>
    public readonly ReadOnlySpan<byte> Bytes
    {
        get
        {
            if (_listpack != null)
            {
                return Listpack.Bytes(_listpack);
            }

            var data = QuicklistNode.Data(_current);
            return _current->IsPlain ? new ReadOnlySpan<byte>(data, _current->PlainLength) : Listpack.Bytes(data);
        }
    }

    /// <summary>Goes to the first or next node.</summary>
    /// <returns>False behind the last.</returns>
    public bool MoveNext()
    {
        if (_listpack != null)
        {
            var first = !_started;
            _started = true;
            return first;
        }

        _current = _next;
        _next = _current == null ? null : _current->Next;
        return _current != null;
    }
}
