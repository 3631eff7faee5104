using System.Runtime.CompilerServices;

namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>
/// The cells that surely hold all points of a shape: that of its middle and its eight neighbours, of a size at which they do, less those
/// that hold none.
/// </summary>
internal static class GeoArea
{
    /// <summary>Cells of an area.</summary>
    public const int Cells = 9;

    /// <summary>Half the earth's circumference in the Mercator projection, in metres.</summary>
    private const double MercatorLimit = 20037726.37;

    /// <summary>Latitudes beyond which cells are so narrow that larger ones are taken.</summary>
    private const double HighLatitude = 66;
    private const double HighestLatitude = 80;

    /// <summary>Directions, east and north: in the order in which results without a sort option have always come.</summary>
    private static readonly (int East, int North)[] s_directions =
        [(0, 0), (0, 1), (0, -1), (1, 0), (-1, 0), (1, 1), (-1, 1), (1, -1), (-1, -1)];

    /// <summary>Finds the cells.</summary>
    /// <param name="shape">The shape.</param>
    /// <param name="cells">Receives <see cref="Cells"/> cells; those that hold no point are none.</param>
    [SkipLocalsInit]
    public static void Cover(in GeoShape shape, Span<GeoHash> cells)
    {
        var bounds = shape.Bounds;
        var steps = EstimateSteps(shape.OuterRadius, shape.Center.Latitude);
        Surround(shape.Center, steps, cells);
        if (steps > 1 && !Holds(cells, bounds))
        {
            Surround(shape.Center, --steps, cells);
        }

        if (steps < 2)
        {
            return;
        }

        // What the middle cell reaches over needs no cells beyond.
        var middle = cells[0].Cell;
        for (var at = 1; at < Cells; at++)
        {
            var (east, north) = s_directions[at];
            if ((north < 0 && middle.South < bounds.South) || (north > 0 && middle.North > bounds.North)
                || (east < 0 && middle.West < bounds.West) || (east > 0 && middle.East > bounds.East))
            {
                cells[at] = default;
            }
        }
    }

    private static void Surround(GeoPosition center, int steps, Span<GeoHash> cells)
    {
        var middle = GeoHash.Of(center, steps);
        for (var at = 0; at < Cells; at++)
        {
            cells[at] = middle.Neighbour(s_directions[at].East, s_directions[at].North);
        }
    }

    /// <summary>Whether the cells reach the bounds on all sides.</summary>
    private static bool Holds(ReadOnlySpan<GeoHash> cells, GeoCell bounds) =>
        !(cells[1].Cell.North < bounds.North || cells[2].Cell.South > bounds.South
            || cells[3].Cell.East < bounds.East || cells[4].Cell.West > bounds.West);

    private static int EstimateSteps(double radius, double latitude)
    {
        if (radius == 0)
        {
            return GeoHash.MaxSteps;
        }

        // Two less than the size of a cell says, so that the neighbours reach far enough.
        var steps = -1;
        for (; radius < MercatorLimit; radius *= 2)
        {
            steps++;
        }

        var distance = Math.Abs(latitude);
        steps -= distance > HighestLatitude ? 2 : distance > HighLatitude ? 1 : 0;
        return Math.Clamp(steps, 1, GeoHash.MaxSteps);
    }
}
