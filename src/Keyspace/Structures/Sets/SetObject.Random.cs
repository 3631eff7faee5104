using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Structures.Elements;

namespace MtcpRedis.Keyspace.Structures.Sets;

/// <content>Members drawn with equal chances.</content>
public unsafe partial struct SetObject
{
    /// <summary>When popping leaves less than this part of what was taken, the rest moves to a set of its own.</summary>
    private const int RebuildFactor = 5;

    /// <summary>A member drawn with equal chances; the set must not be empty.</summary>
    /// <param name="random">Source of random bits.</param>
    public readonly ElementValue PickRandom(ref FastRandom random) => Encoding switch
    {
        ValueEncoding.Intset => new ElementValue(IntSet.At(_word, (int)random.Next(IntSet.Count(_word)))),
        ValueEncoding.Listpack => Listpack.Read(_word, Listpack.Seek(_word, random.Next(Listpack.Count(_word)))),
        _ => MemberOf(Table.RandomElement(ref random)),
    };

    /// <summary>Takes a member drawn with equal chances out of the set, which must not be empty.</summary>
    /// <param name="random">Source of random bits.</param>
    /// <param name="receiver">Receives the member before it is removed.</param>
    /// <typeparam name="TReceiver">Type of the receiver, a struct so that nothing is allocated.</typeparam>
    public void PopRandom<TReceiver>(ref FastRandom random, ref TReceiver receiver)
        where TReceiver : struct, IElementReceiver
    {
        switch (Encoding)
        {
            case ValueEncoding.Intset:
                var index = (int)random.Next(IntSet.Count(_word));
                receiver.Take(new ElementValue(IntSet.At(_word, index)));
                IntSet.RemoveAt(_arena, ref _word, index);
                return;
            case ValueEncoding.Listpack:
                var at = Listpack.Seek(_word, random.Next(Listpack.Count(_word)));
                receiver.Take(Listpack.Read(_word, at));
                Listpack.Delete(_arena, ref _word, at);
                return;
            default:
                var element = Table.RandomElement(ref random);
                receiver.Take(MemberOf(element));
                Table.RemoveElement(element, KeyHash.Of(SetMember.Text(element)));
                _arena.Free(element);
                return;
        }
    }

    /// <summary>
    /// Takes <paramref name="count"/> members out, every combination with equal chances. A table of which little is left becomes compact
    /// again if what is left allows it, as in Redis.
    /// </summary>
    /// <param name="count">From 1 to the number of members less one.</param>
    /// <param name="random">Source of random bits.</param>
    /// <param name="receiver">Receives each member before it is removed.</param>
    /// <typeparam name="TReceiver">Type of the receiver, a struct so that nothing is allocated.</typeparam>
    public void PopRandom<TReceiver>(long count, ref FastRandom random, ref TReceiver receiver)
        where TReceiver : struct, IElementReceiver
    {
        if (IsTable)
        {
            var rest = Table.Count - count;
            for (var left = count; left > 0; left--)
            {
                PopRandom(ref random, ref receiver);
            }

            if (rest <= count / RebuildFactor)
            {
                Rebuild();
            }
        }
        else if (IsIntset)
        {
            PopFromIntset(count, ref random, ref receiver);
        }
        else
        {
            PopFromListpack(count, ref random, ref receiver);
        }
    }

    /// <summary>One pass over the integers: each is taken with the chance that the rest of the draw leaves it.</summary>
    private void PopFromIntset<TReceiver>(long count, ref FastRandom random, ref TReceiver receiver)
        where TReceiver : struct, IElementReceiver
    {
        var kept = IntSet.Create(_arena);
        var total = IntSet.Count(_word);
        for (var i = 0; i < total; i++)
        {
            var value = IntSet.At(_word, i);
            if (random.Next(total - i) < count)
            {
                receiver.Take(new ElementValue(value));
                count--;
            }
            else
            {
                IntSet.Add(_arena, ref kept, value);
            }
        }

        IntSet.Free(_arena, _word);
        _word = kept;
    }

    private void PopFromListpack<TReceiver>(long count, ref FastRandom random, ref TReceiver receiver)
        where TReceiver : struct, IElementReceiver
    {
        var at = Listpack.First(_word);
        for (long left = Listpack.Count(_word); count > 0; left--)
        {
            if (random.Next(left) < count)
            {
                receiver.Take(Listpack.Read(_word, at));
                at = Listpack.Delete(_arena, ref _word, at);
                count--;
            }
            else
            {
                at = Listpack.Next(_word, at);
            }
        }
    }

    private void Rebuild()
    {
        var rebuilt = Create(_arena, ValueEncoding.Listpack, _limits);
        foreach (var member in this)
        {
            rebuilt.Add(member);
        }

        Free();
        this = rebuilt;
    }
}
