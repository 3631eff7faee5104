using System.Diagnostics;

namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>Geohashes as other systems write them: 11 characters of base 32, on a grid whose latitude ends at the poles.</summary>
internal static class GeoHashText
{
    /// <summary>Characters of a geohash.</summary>
    public const int Length = 11;

    private const int BitsPerCharacter = 5;
    private const double PoleLatitude = 90;

    private static ReadOnlySpan<byte> Alphabet => "0123456789bcdefghjkmnpqrstuvwxyz"u8;

    /// <summary>Writes the geohash of a position.</summary>
    /// <param name="position">A valid position.</param>
    /// <param name="destination">Exactly <see cref="Length"/> bytes.</param>
    public static void Write(GeoPosition position, Span<byte> destination)
    {
        Debug.Assert(destination.Length == Length);
        var bits = GeoHash.Of(position, GeoHash.MaxSteps, PoleLatitude).Bits;
        var shift = GeoHash.MaxSteps * 2;
        for (var at = 0; at < Length - 1; at++)
        {
            shift -= BitsPerCharacter;
            destination[at] = Alphabet[(int)(bits >> shift) & 31];
        }

        // 52 bits are ten characters and two bits; Redis has always made the last one a zero.
        destination[Length - 1] = Alphabet[0];
    }
}
