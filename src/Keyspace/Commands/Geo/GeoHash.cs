using System.Diagnostics;

namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>
/// A cell of a grid that halves longitude and latitude a number of times each; the bits of the halvings are interleaved, longitude in
/// the odd places, so that near cells mostly have near numbers. With 26 halvings it fits a double exactly and is a score.
/// </summary>
/// <param name="Bits">The cell's number.</param>
/// <param name="Steps">Halvings of each axis, 1 to 26; 0 in the default value, which is no cell.</param>
internal readonly record struct GeoHash(ulong Bits, int Steps)
{
    /// <summary>Halvings of a score.</summary>
    public const int MaxSteps = 26;

    private const ulong LatitudeBits = 0x5555555555555555;
    private const ulong LongitudeBits = 0xAAAAAAAAAAAAAAAA;

    /// <summary>Whether this is no cell.</summary>
    public bool IsNone => Bits == 0 && Steps == 0;

    /// <summary>The lowest score of a point in the cell.</summary>
    public double LowestScore => Bits << ((MaxSteps - Steps) * 2);

    /// <summary>The lowest score above all points in the cell.</summary>
    public double ScoreAbove => (Bits + 1) << ((MaxSteps - Steps) * 2);

    /// <summary>The cell's bounds.</summary>
    public GeoCell Cell
    {
        get
        {
            var (latitude, longitude) = (Compact(Bits), Compact(Bits >> 1));
            return new GeoCell(
                Bound(longitude, GeoPosition.MaxLongitude), Bound(longitude + 1, GeoPosition.MaxLongitude),
                Bound(latitude, GeoPosition.MaxLatitude), Bound(latitude + 1, GeoPosition.MaxLatitude));
        }
    }

    private const double SignBit = 9223372036854775808;

    private ulong Mask => ulong.MaxValue >> (64 - (Steps * 2));

    /// <summary>The cell of a point.</summary>
    /// <param name="position">A valid position.</param>
    /// <param name="steps">Halvings of each axis.</param>
    /// <param name="maxLatitude">Latitude of the grid's edges: 90 for the geohashes of GEOHASH.</param>
    public static GeoHash Of(GeoPosition position, int steps = MaxSteps, double maxLatitude = GeoPosition.MaxLatitude)
    {
        Debug.Assert(position.IsValid && steps is >= 1 and <= MaxSteps);
        var latitude = Offset(position.Latitude, maxLatitude, steps);
        var longitude = Offset(position.Longitude, GeoPosition.MaxLongitude, steps);
        return new GeoHash(Spread(latitude) | (Spread(longitude) << 1), steps);
    }

    /// <summary>
    /// The smallest cell, by its score. A score that ZADD gave and no position has, a negative one for example, is what Redis makes of it on
    /// x86-64: the bits of the number in two's complement, modulo 2^64.
    /// </summary>
    public static GeoHash OfScore(double score) => new(BitsOf(score), MaxSteps);

    private static ulong BitsOf(double score) => score switch
    {
        < SignBit => unchecked((ulong)(long)score),
        < SignBit * 2 => (ulong)score,
        _ => 0,
    };

    /// <summary>The cell so many columns east and rows north; the grid is a ring both ways.</summary>
    /// <param name="east">-1, 0 or 1.</param>
    /// <param name="north">-1, 0 or 1.</param>
    public GeoHash Neighbour(int east, int north) =>
        this with { Bits = Move(LongitudeBits, LatitudeBits, east) | Move(LatitudeBits, LongitudeBits, north) };

    /// <summary>
    /// Adds to the number in some of the bits; ones in the gaps carry over them, zeros in the gaps borrow. A point on the very edge has a
    /// bit above the grid's, which only a move takes away.
    /// </summary>
    private ulong Move(ulong axis, ulong gaps, int by)
    {
        var bits = Bits & axis;
        gaps &= Mask;
        return by switch
        {
            0 => bits,
            > 0 => (bits + gaps + 1) & axis & Mask,
            _ => ((bits | gaps) - (gaps + 1)) & axis & Mask,
        };
    }

    private static uint Offset(double value, double limit, int steps) =>
        (uint)((value + limit) / (limit + limit) * (1UL << steps));

    private double Bound(uint offset, double limit) => -limit + (offset / (double)(1UL << Steps) * (limit + limit));

    private static ulong Spread(uint value)
    {
        ulong bits = value;
        bits = (bits | (bits << 16)) & 0x0000FFFF0000FFFF;
        bits = (bits | (bits << 8)) & 0x00FF00FF00FF00FF;
        bits = (bits | (bits << 4)) & 0x0F0F0F0F0F0F0F0F;
        bits = (bits | (bits << 2)) & 0x3333333333333333;
        return (bits | (bits << 1)) & LatitudeBits;
    }

    private static uint Compact(ulong bits)
    {
        bits &= LatitudeBits;
        bits = (bits | (bits >> 1)) & 0x3333333333333333;
        bits = (bits | (bits >> 2)) & 0x0F0F0F0F0F0F0F0F;
        bits = (bits | (bits >> 4)) & 0x00FF00FF00FF00FF;
        bits = (bits | (bits >> 8)) & 0x0000FFFF0000FFFF;
        return (uint)(bits | (bits >> 16));
    }
}
