using System.Buffers;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.Elements;

/// <summary>Draws different elements of a table, every combination with equal chances.</summary>
public static unsafe class RandomDraw
{
    /// <summary>Up to this part of a table drawing again and again finds new elements soon enough.</summary>
    private const int FewPart = 3;

    /// <summary>Draws <paramref name="count"/> different elements.</summary>
    /// <param name="table">The table.</param>
    /// <param name="count">Not more than it has.</param>
    /// <param name="random">Source of random bits.</param>
    /// <returns>An array of the shared pool with the addresses at its start; give it back with <see cref="Return"/>.</returns>
    /// <typeparam name="TLayout">Layout of the table.</typeparam>
    public static nint[] Draw<TLayout>(PointerTable<TLayout> table, int count, ref FastRandom random)
        where TLayout : struct, ITableLayout =>
        count <= table.Count / FewPart ? DrawFew(table, count, ref random) : DrawMany(table, count, ref random);

    /// <summary>Gives back what <see cref="Draw"/> returned.</summary>
    /// <param name="drawn">The array.</param>
    public static void Return(nint[] drawn) => ArrayPool<nint>.Shared.Return(drawn);

    /// <summary>
    /// Draws as many as are missing, drops those that came twice, and again. What results are the first different ones of one endless
    /// series of independent draws, so no combination is preferred.
    /// </summary>
    private static nint[] DrawFew<TLayout>(PointerTable<TLayout> table, int count, ref FastRandom random)
        where TLayout : struct, ITableLayout
    {
        var drawn = ArrayPool<nint>.Shared.Rent(count);
        var have = 0;
        while (have < count)
        {
            for (var i = have; i < count; i++)
            {
                drawn[i] = (nint)table.RandomElement(ref random);
            }

            have = Distinct(drawn.AsSpan(0, count));
        }

        return drawn;
    }

    private static int Distinct(Span<nint> drawn)
    {
        drawn.Sort();
        var kept = 0;
        for (var i = 0; i < drawn.Length; i++)
        {
            if (i == 0 || drawn[i] != drawn[i - 1])
            {
                drawn[kept++] = drawn[i];
            }
        }

        return kept;
    }

    /// <summary>Takes all addresses and shuffles as many of them to the front as are wanted.</summary>
    private static nint[] DrawMany<TLayout>(PointerTable<TLayout> table, int count, ref FastRandom random)
        where TLayout : struct, ITableLayout
    {
        var total = (int)table.Count;
        var drawn = ArrayPool<nint>.Shared.Rent(total);
        var filled = 0;
        foreach (var element in table)
        {
            drawn[filled++] = (nint)element;
        }

        for (var i = 0; i < count; i++)
        {
            var other = i + (int)random.Next(total - i);
            (drawn[i], drawn[other]) = (drawn[other], drawn[i]);
        }

        return drawn;
    }
}
