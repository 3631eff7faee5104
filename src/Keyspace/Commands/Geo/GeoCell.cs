namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>The bounds of a cell of the grid, in degrees.</summary>
internal readonly record struct GeoCell(double West, double East, double South, double North)
{
    /// <summary>The point in the middle, kept within the limits of positions.</summary>
    public GeoPosition Center => new(
        Math.Clamp((West + East) / 2, -GeoPosition.MaxLongitude, GeoPosition.MaxLongitude),
        Math.Clamp((South + North) / 2, -GeoPosition.MaxLatitude, GeoPosition.MaxLatitude));
}
