using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>Takes elements off one end of a sorted set.</summary>
internal ref struct ElementTaker
{
    private readonly Database _database;
    private readonly Entry _entry;
    private readonly ReadOnlySpan<byte> _key;
    private readonly bool _highest;
    private SortedSetObject _set;

    private ElementTaker(Database database, Entry entry, ReadOnlySpan<byte> key, bool highest)
    {
        _database = database;
        _entry = entry;
        _key = key;
        _highest = highest;
        _set = SortedSetAccess.Open(database, entry);
    }

    /// <summary>Elements there are.</summary>
    public readonly long Count => _set.Count;

    /// <summary>Finds the sorted set of a key; false when there is none.</summary>
    /// <param name="c">The call.</param>
    /// <param name="index">Position of the key.</param>
    /// <param name="highest">Whether to take from the high end.</param>
    /// <param name="taker">The set.</param>
    /// <param name="replied">Whether the error for a wrong type has been replied.</param>
    public static bool TryFind(CommandContext c, int index, bool highest, out ElementTaker taker, out bool replied)
    {
        taker = default;
        replied = false;
        var key = c.Arg(index);
        if (!c.CanAccess(key))
        {
            return false;
        }

        replied = !c.TryWrite(index, RedisType.SortedSet, out var database, out var entry);
        if (replied || entry.IsNull)
        {
            return false;
        }

        taker = new ElementTaker(database, entry, key, highest);
        return true;
    }

    /// <summary>Replies elements and removes them; the key goes with the last one.</summary>
    /// <param name="reply">Receives members and scores; the header is written already.</param>
    /// <param name="count">1 to <see cref="Count"/>.</param>
    /// <param name="pairs">Whether every element is an array of its own.</param>
    public void Take(ReplyWriter reply, long count, bool pairs)
    {
        var length = _set.Count;
        var place = _set.At(_highest ? length - 1 : 0);
        for (var left = count; left > 0; left--)
        {
            if (pairs)
            {
                reply.Array(2);
            }

            ElementReply.Pair(reply, _set, place);
            place = _highest ? _set.Previous(place) : _set.Next(place);
        }

        _set.RemoveRange(_highest ? length - count : 0, count);
        SortedSetAccess.CloseAfterRemoval(_database, _entry, _key, _set, _highest ? "zpopmax"u8 : "zpopmin"u8);
    }
}
