namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>A point on the globe, in degrees.</summary>
/// <param name="Longitude">-180 to 180.</param>
/// <param name="Latitude">-85.05112878 to 85.05112878, the limits of the Mercator projection.</param>
internal readonly record struct GeoPosition(double Longitude, double Latitude)
{
    public const double MaxLongitude = 180;
    public const double MaxLatitude = 85.05112878;

    /// <summary>Whether the point is within the limits.</summary>
    public bool IsValid => Math.Abs(Longitude) <= MaxLongitude && Math.Abs(Latitude) <= MaxLatitude;
}
