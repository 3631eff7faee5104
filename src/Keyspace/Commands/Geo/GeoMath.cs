namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>Distances on the sphere, in metres, by the haversine formula.</summary>
internal static class GeoMath
{
    /// <summary>Radius of the earth in metres that all distances are computed with.</summary>
    public const double EarthRadius = 6372797.560856;

    private const double RadiansPerDegree = Math.PI / 180.0;

    public static double Radians(double degrees) => degrees * RadiansPerDegree;

    public static double Degrees(double radians) => radians / RadiansPerDegree;

    /// <summary>Distance between two points.</summary>
    public static double Distance(GeoPosition from, GeoPosition to)
    {
        var halfLongitude = Math.Sin((Radians(to.Longitude) - Radians(from.Longitude)) / 2);
        if (halfLongitude == 0)
        {
            return LatitudeDistance(from.Latitude, to.Latitude);
        }

        var (fromLatitude, toLatitude) = (Radians(from.Latitude), Radians(to.Latitude));
        var halfLatitude = Math.Sin((toLatitude - fromLatitude) / 2);
        var a = (halfLatitude * halfLatitude)
            + (Math.Cos(fromLatitude) * Math.Cos(toLatitude) * halfLongitude * halfLongitude);
        return 2.0 * EarthRadius * Math.Asin(Math.Sqrt(a));
    }

    /// <summary>Distance between two points of one meridian.</summary>
    public static double LatitudeDistance(double from, double to) => EarthRadius * Math.Abs(Radians(to) - Radians(from));
}
