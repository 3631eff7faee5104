using System.Globalization;
using MtcpRedis.Core.Resp;
using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Execution;

namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>Positions, lengths and units among arguments. Each method replies the error when it gives false.</summary>
internal static class GeoArguments
{
    private const double MetresPerKilometre = 1000;
    private const double MetresPerFoot = 0.3048;
    private const double MetresPerMile = 1609.34;

    /// <summary>Reads longitude and latitude.</summary>
    public static bool TryPosition(CommandContext c, int index, out GeoPosition position)
    {
        position = default;
        if (!TryNumber(c, index, RespErrors.NotFloat, out var longitude) || !TryNumber(c, index + 1, RespErrors.NotFloat, out var latitude))
        {
            return false;
        }

        position = new GeoPosition(longitude, latitude);
        if (!position.IsValid)
        {
            c.Reply.Error($"ERR invalid longitude,latitude pair {Text(longitude)},{Text(latitude)}");
        }

        return position.IsValid;
    }

    /// <summary>Reads a radius and its unit.</summary>
    public static bool TryRadius(CommandContext c, int index, ref GeoShape shape)
    {
        if (!TryNumber(c, index, "ERR need numeric radius"u8, out shape.Radius))
        {
            return false;
        }

        if (shape.Radius < 0)
        {
            c.Reply.Error("ERR radius cannot be negative"u8);
            return false;
        }

        return TryUnit(c, index + 1, out shape.Unit);
    }

    /// <summary>Reads width, height and unit of a box.</summary>
    public static bool TryBox(CommandContext c, int index, ref GeoShape shape)
    {
        if (!TryNumber(c, index, "ERR need numeric width"u8, out shape.Width)
            || !TryNumber(c, index + 1, "ERR need numeric height"u8, out shape.Height))
        {
            return false;
        }

        if (shape.Height < 0 || shape.Width < 0)
        {
            c.Reply.Error("ERR height or width cannot be negative"u8);
            return false;
        }

        shape.IsBox = true;
        return TryUnit(c, index + 2, out shape.Unit);
    }

    /// <summary>Reads a unit.</summary>
    /// <param name="c">The call.</param>
    /// <param name="index">Position of the unit.</param>
    /// <param name="unit">Metres per unit.</param>
    public static bool TryUnit(CommandContext c, int index, out double unit)
    {
        unit = c.IsOption(index, "M"u8) ? 1
            : c.IsOption(index, "KM"u8) ? MetresPerKilometre
            : c.IsOption(index, "FT"u8) ? MetresPerFoot
            : c.IsOption(index, "MI"u8) ? MetresPerMile
            : 0;
        if (unit == 0)
        {
            c.Reply.Error("ERR unsupported unit provided. please use M, KM, FT, MI"u8);
        }

        return unit != 0;
    }

    private static bool TryNumber(CommandContext c, int index, ReadOnlySpan<byte> error, out double number)
    {
        if (DoubleText.TryParse(c.Arg(index), out number))
        {
            return true;
        }

        c.Reply.Error(error);
        return false;
    }

    private static string Text(double value) =>
        double.IsInfinity(value) ? value > 0 ? "inf" : "-inf" : value.ToString("F6", CultureInfo.InvariantCulture);
}
