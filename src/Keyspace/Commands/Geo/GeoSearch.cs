using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Structures.Sorted;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>Finds the members of a set within a shape.</summary>
internal static unsafe class GeoSearch
{
    private static readonly Comparison<GeoMatch> s_nearestFirst = static (a, b) =>
        a.Distance < b.Distance ? -1 : a.Distance > b.Distance ? 1 : a.Found.CompareTo(b.Found);

    private static readonly Comparison<GeoMatch> s_farthestFirst = static (a, b) =>
        a.Distance > b.Distance ? -1 : a.Distance < b.Distance ? 1 : a.Found.CompareTo(b.Found);

    /// <summary>Collects the members that are asked for, in the order asked for.</summary>
    /// <param name="set">The set.</param>
    /// <param name="options">What is asked for.</param>
    /// <param name="matches">Receives them.</param>
    public static void Run(in SortedSetObject set, in GeoSearchOptions options, NativeList<GeoMatch> matches)
    {
        Collect(set, options.Shape, options.Any ? options.Count : long.MaxValue, matches);
        var found = new Span<GeoMatch>(matches.Pointer, matches.Count);

        // A count without an order asks for the nearest ones, unless any will do.
        var order = options.Order == 0 && options.Count > 0 && !options.Any ? 1 : options.Order;
        if (order != 0)
        {
            found.Sort(order > 0 ? s_nearestFirst : s_farthestFirst);
        }

        if (options.Count > 0 && options.Count < matches.Count)
        {
            matches.Truncate((int)options.Count);
        }
    }

    private static void Collect(in SortedSetObject set, in GeoShape shape, long limit, NativeList<GeoMatch> matches)
    {
        Span<GeoHash> cells = stackalloc GeoHash[GeoArea.Cells];
        GeoArea.Cover(shape, cells);
        for (var at = 0; at < cells.Length && matches.Count < limit; at++)
        {
            // Around a huge shape there are fewer than nine different cells.
            if (!cells[at].IsNone && !cells[..at].Contains(cells[at]))
            {
                CollectCell(set, cells[at], shape, limit, matches);
            }
        }
    }

    private static void CollectCell(
        in SortedSetObject set, GeoHash cell, in GeoShape shape, long limit, NativeList<GeoMatch> matches)
    {
        var above = cell.ScoreAbove;
        var place = set.At(set.CountBefore(ScoreCut.Before(cell.LowestScore)));
        for (; !place.IsNone && matches.Count < limit; place = set.Next(place))
        {
            var score = set.Score(place);
            if (score >= above)
            {
                return;
            }

            if (shape.Contains(GeoHash.OfScore(score).Cell.Center, out var distance))
            {
                matches.Add(new GeoMatch { Place = place, Distance = distance, Score = score, Found = matches.Count });
            }
        }
    }
}
