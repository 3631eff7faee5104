using System.Runtime.CompilerServices;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;

namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>Positions and distances in replies.</summary>
internal static class GeoReply
{
    private const int DistanceDecimals = 4;

    /// <summary>A distance with four decimals, a bulk string in both protocols.</summary>
    [SkipLocalsInit]
    public static void Distance(ReplyWriter reply, double distance)
    {
        Span<byte> text = stackalloc byte[DoubleText.MaxLength];
        reply.Bulk(text[..DoubleText.FormatFixed(distance, DistanceDecimals, text)]);
    }

    /// <summary>Longitude and latitude.</summary>
    public static void Position(ReplyWriter reply, GeoPosition position)
    {
        reply.Array(2);
        Coordinate(reply, position.Longitude);
        Coordinate(reply, position.Latitude);
    }

    [SkipLocalsInit]
    private static void Coordinate(ReplyWriter reply, double degrees)
    {
        Span<byte> text = stackalloc byte[LongDoubleText.MaxLength];
        reply.DoubleText(text[..LongDoubleText.Format(LongDouble.FromDouble(degrees), text)]);
    }
}
