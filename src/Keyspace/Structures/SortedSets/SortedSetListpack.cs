using System.Diagnostics;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures.Sorted;

namespace MtcpRedis.Keyspace.Structures.SortedSets;

/// <summary>
/// A small sorted set as Redis lays it out: one listpack of member, score, member, score ... in order. Scores that are whole are integer
/// entries, hence negative zero loses its sign; the others are decimal text.
/// </summary>
internal static unsafe class SortedSetListpack
{
    internal static long Count(byte* listpack) => Listpack.Count(listpack) / 2;

    internal static int Find(byte* listpack, ReadOnlySpan<byte> member) =>
        Listpack.Find(listpack, Listpack.First(listpack), member, skip: 1);

    /// <summary>Position of the member with a rank, or none.</summary>
    internal static int At(byte* listpack, long rank) => Listpack.Seek(listpack, rank * 2);

    internal static int Next(byte* listpack, int member) => Listpack.Next(listpack, Listpack.Next(listpack, member));

    internal static int Previous(byte* listpack, int member)
    {
        var score = Listpack.Previous(listpack, member);
        return score == Listpack.None ? Listpack.None : Listpack.Previous(listpack, score);
    }

    internal static double Score(byte* listpack, int member)
    {
        var value = Listpack.Read(listpack, Listpack.Next(listpack, member));
        if (value.IsInteger)
        {
            return value.Integer;
        }

        var isScore = DoubleText.TryParse(value.Text, out var score);
        Debug.Assert(isScore);
        return score;
    }

    /// <summary>Adds a member that is not there, at its place.</summary>
    internal static void Insert(Arena arena, ref byte* listpack, ReadOnlySpan<byte> member, double score)
    {
        Span<byte> scratch = stackalloc byte[DoubleText.MaxLength];
        var text = scratch[..DoubleText.Format(WithoutNegativeZero(score), scratch)];
        var follower = FirstAfter(listpack, member, score);
        if (follower == Listpack.None)
        {
            Listpack.Append(arena, ref listpack, member);
            Listpack.Append(arena, ref listpack, text);
            return;
        }

        Listpack.InsertBefore(arena, ref listpack, follower, member);
        Listpack.InsertAfter(arena, ref listpack, follower, text);
    }

    /// <summary>Adds a member that comes after all others.</summary>
    internal static void Append(Arena arena, ref byte* listpack, ReadOnlySpan<byte> member, double score)
    {
        Span<byte> scratch = stackalloc byte[DoubleText.MaxLength];
        Listpack.Append(arena, ref listpack, member);
        Listpack.Append(arena, ref listpack, scratch[..DoubleText.Format(WithoutNegativeZero(score), scratch)]);
    }

    internal static void Remove(Arena arena, ref byte* listpack, int member) => Listpack.DeleteAt(arena, ref listpack, member, 2);

    internal static void RemoveRange(Arena arena, ref byte* listpack, long rank, long count) =>
        Listpack.DeleteRange(arena, ref listpack, rank * 2, count * 2);

    internal static long RankOf(byte* listpack, int member)
    {
        long rank = 0;
        for (var at = Listpack.First(listpack); at != member; at = Next(listpack, at))
        {
            rank++;
        }

        return rank;
    }

    internal static long CountBefore<TCut>(byte* listpack, TCut cut)
        where TCut : struct, ISortedCut
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        long count = 0;
        for (var at = Listpack.First(listpack); at != Listpack.None; at = Next(listpack, at))
        {
            if (!cut.IsAfter(Score(listpack, at), Listpack.Read(listpack, at).AsText(scratch)))
            {
                break;
            }

            count++;
        }

        return count;
    }

    /// <summary>The first member that belongs behind a new one.</summary>
    private static int FirstAfter(byte* listpack, ReadOnlySpan<byte> member, double score)
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        var at = Listpack.First(listpack);
        for (; at != Listpack.None; at = Next(listpack, at))
        {
            var other = Score(listpack, at);
            if (other > score
                || (other == score && Listpack.Read(listpack, at).AsText(scratch).SequenceCompareTo(member) > 0))
            {
                break;
            }
        }

        return at;
    }

    private static double WithoutNegativeZero(double score) => score + 0.0;
}
