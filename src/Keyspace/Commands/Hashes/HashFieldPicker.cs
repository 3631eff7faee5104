using System.Buffers;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Hashes;

namespace MtcpRedis.Keyspace.Commands.Hashes;

/// <summary>Picks fields of a hash with equal chances, again and again, in constant time each.</summary>
internal unsafe ref struct HashFieldPicker
{
    private readonly HashObject _hash;
    private readonly int[]? _positions;
    private readonly int _count;
    private byte* _element;
    private int _position;

    /// <summary>Prepares the picks; a listpack is walked once to learn where its fields are.</summary>
    public HashFieldPicker(in HashObject hash)
    {
        _hash = hash;
        if (!hash.IsListpack)
            return;
        _positions = ArrayPool<int>.Shared.Rent((int)hash.Length);
        byte* listpack = (byte*)hash.Word;
        for (int at = Listpack.First(listpack); at != Listpack.None; at = Listpack.Next(listpack, Listpack.Next(listpack, at)))
            _positions[_count++] = at;
    }

    /// <summary>The field picked.</summary>
    public readonly ElementValue Field =>
        _positions is null ? HashObject.FieldOf(_element) : Listpack.Read((byte*)_hash.Word, _position);

    /// <summary>Its value.</summary>
    public readonly ElementValue Value => _positions is null
        ? HashObject.ValueOf(_element)
        : Listpack.Read((byte*)_hash.Word, Listpack.Next((byte*)_hash.Word, _position));

    /// <summary>Picks a field.</summary>
    public void Pick(ref FastRandom random)
    {
        if (_positions is null)
            _element = _hash.Table.RandomElement(ref random);
        else
            _position = _positions[random.Next(_count)];
    }

    /// <summary>Gives the memory back.</summary>
    public readonly void Dispose()
    {
        if (_positions is not null)
            ArrayPool<int>.Shared.Return(_positions);
    }
}
