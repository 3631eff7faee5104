namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>The circle or box of a search.</summary>
internal struct GeoShape
{
    /// <summary>Its middle.</summary>
    public GeoPosition Center;

    /// <summary>Whether it is a box.</summary>
    public bool IsBox;

    /// <summary>Radius of the circle, in units.</summary>
    public double Radius;

    /// <summary>Width of the box, in units.</summary>
    public double Width;

    /// <summary>Height of the box, in units.</summary>
    public double Height;

    /// <summary>Metres per unit.</summary>
    public double Unit;

    /// <summary>Radius of a circle in metres that surely holds the shape.</summary>
    public readonly double OuterRadius =>
        (IsBox ? Math.Sqrt((Width / 2 * (Width / 2)) + (Height / 2 * (Height / 2))) : Radius) * Unit;

    /// <summary>The shape's bounds in degrees. Nearer to a pole a distance is more degrees of longitude; the middle's side decides.</summary>
    public readonly GeoCell Bounds
    {
        get
        {
            var height = Unit * (IsBox ? Height / 2 : Radius);
            var width = Unit * (IsBox ? Width / 2 : Radius);
            var latitude = GeoMath.Degrees(height / GeoMath.EarthRadius);
            var edge = Center.Latitude < 0 ? Center.Latitude - latitude : Center.Latitude + latitude;
            var longitude = GeoMath.Degrees(width / GeoMath.EarthRadius / Math.Cos(GeoMath.Radians(edge)));
            return new GeoCell(
                Center.Longitude - longitude, Center.Longitude + longitude, Center.Latitude - latitude, Center.Latitude + latitude);
        }
    }

    /// <summary>Whether a point lies within the shape.</summary>
    /// <param name="point">The point.</param>
    /// <param name="distance">Metres from the middle, if so.</param>
    public readonly bool Contains(GeoPosition point, out double distance)
    {
        distance = 0;
        if (IsBox)
        {
            // The difference of latitudes is the cheaper one.
            if (GeoMath.LatitudeDistance(point.Latitude, Center.Latitude) > Height * Unit / 2
                || GeoMath.Distance(point, Center with { Latitude = point.Latitude }) > Width * Unit / 2)
            {
                return false;
            }

            distance = GeoMath.Distance(Center, point);
            return true;
        }

        distance = GeoMath.Distance(Center, point);
        return distance <= Radius * Unit;
    }
}
