using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.Hashes;

/// <summary>Walks the fields of a hash in either encoding. Invalid as soon as the hash changes.</summary>
public unsafe ref struct HashFields
{
    private readonly byte* _listpack;
    private TableEnumerator _elements;
    private int _at;
    private byte* _element;

    internal HashFields(byte* listpack)
    {
        _listpack = listpack;
        _at = -1;
    }

    internal HashFields(TableEnumerator elements) => _elements = elements;

    /// <summary>The field reached by the last <see cref="MoveNext"/>; <see cref="Field"/> and <see cref="Value"/> tell of it.</summary>
    public readonly HashFields Current => this;

    /// <summary>Its name.</summary>
    public readonly ElementValue Field => _listpack == null ? HashObject.FieldOf(_element) : Listpack.Read(_listpack, _at);

    /// <summary>Its value.</summary>
    public readonly ElementValue Value =>
        _listpack == null ? HashObject.ValueOf(_element) : Listpack.Read(_listpack, Listpack.Next(_listpack, _at));

    /// <summary>Goes on to the next field.</summary>
    /// <returns>False when there is none left.</returns>
    public bool MoveNext()
    {
        if (_listpack == null)
        {
            var more = _elements.MoveNext();
            _element = more ? _elements.Current : null;
            return more;
        }

        _at = _at < 0 ? Listpack.First(_listpack) : Listpack.Next(_listpack, Listpack.Next(_listpack, _at));
        return _at != Listpack.None;
    }
}
