using System.Buffers;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Sets;

namespace MtcpRedis.Keyspace.Commands.Sets;

/// <summary>Picks members of a set with equal chances, again and again, in constant time each.</summary>
internal readonly unsafe ref struct SetMemberPicker
{
    private readonly SetObject _set;
    private readonly int[]? _positions;
    private readonly int _count;

    /// <summary>Prepares the picks; a listpack is walked once to learn where its members are.</summary>
    public SetMemberPicker(in SetObject set)
    {
        _set = set;
        if (set.Encoding != ValueEncoding.Listpack)
            return;
        _positions = ArrayPool<int>.Shared.Rent((int)set.Count);
        byte* listpack = (byte*)set.Word;
        for (int at = Listpack.First(listpack); at != Listpack.None; at = Listpack.Next(listpack, at))
            _positions[_count++] = at;
    }

    /// <summary>Picks a member.</summary>
    public ElementValue Pick(ref FastRandom random) => _positions is null
        ? _set.PickRandom(ref random)
        : Listpack.Read((byte*)_set.Word, _positions[random.Next(_count)]);

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_positions is not null)
            ArrayPool<int>.Shared.Return(_positions);
    }
}
