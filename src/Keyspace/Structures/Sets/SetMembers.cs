using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.Sets;

/// <summary>Walks the members of a set in any encoding. Invalid as soon as the set changes.</summary>
public unsafe ref struct SetMembers
{
    private readonly byte* _intset;
    private readonly byte* _listpack;
    private TableEnumerator _elements;
    private int _at;
    private byte* _element;

    internal SetMembers(byte* intset, byte* listpack)
    {
        _intset = intset;
        _listpack = listpack;
        _at = -1;
    }

    internal SetMembers(TableEnumerator elements) => _elements = elements;

    /// <summary>The member reached by the last <see cref="MoveNext"/> that returned true.</summary>
    public readonly ElementValue Current =>
        _intset != null ? new ElementValue(IntSet.At(_intset, _at))
        : _listpack != null ? Listpack.Read(_listpack, _at)
        : SetObject.MemberOf(_element);

    /// <summary>Goes on to the next member.</summary>
    /// <returns>False when there is none left.</returns>
    public bool MoveNext()
    {
        if (_intset != null)
        {
            return ++_at < IntSet.Count(_intset);
        }

        if (_listpack != null)
        {
            _at = _at < 0 ? Listpack.First(_listpack) : Listpack.Next(_listpack, _at);
            return _at != Listpack.None;
        }

        var more = _elements.MoveNext();
        _element = more ? _elements.Current : null;
        return more;
    }
}
