using System.Globalization;
using MtcpRedis.Server.Config.Kinds;

namespace MtcpRedis.Server.Config.SpecialKinds;

/// <summary>A list of percentiles; an empty argument gives an empty list.</summary>
public sealed class PercentilesKind : ValueKind<IReadOnlyList<double>>
{
    private const NumberStyles Style = NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent;

    /// <inheritdoc/>
    public override string Expected => "percentiles from 0 to 100, or \"\"";

    /// <inheritdoc/>
    public override bool TakesSeveral => true;

    /// <inheritdoc/>
    public override bool TryParse(
        IReadOnlyList<string> arguments, IReadOnlyList<double> current, out IReadOnlyList<double> value, out string error)
    {
        value = current;
        error = "";
        var percentiles = new List<double>();
        foreach (string argument in arguments is [""] ? [] : arguments)
        {
            bool isNumber = double.TryParse(argument, Style, CultureInfo.InvariantCulture, out double percentile);
            if (argument.TrimStart('-') is "inf")
                percentile = double.PositiveInfinity;
            else if (!isNumber || double.IsNaN(percentile))
                error = "Invalid latency-tracking-info-percentiles parameters";
            if (error.Length == 0 && (percentile is < 0 or > 100))
                error = "latency-tracking-info-percentiles parameters should sit between [0.0,100.0]";
            if (error.Length != 0)
                return false;
            percentiles.Add(percentile);
        }

        value = percentiles;
        return true;
    }

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<double> value) => string.Join(' ', value.Select(Write));

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> ToLines(IReadOnlyList<double> value) =>
        [value.Count == 0 ? [""] : value.Select(Write).ToList()];

    private static string Write(double percentile) => percentile.ToString("0.######", CultureInfo.InvariantCulture);
}
