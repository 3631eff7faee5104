using System.Globalization;
using MtcpRedis.Server.Config.Kinds;
using MtcpRedis.Server.Config.Values;

namespace MtcpRedis.Server.Config.SpecialKinds;

/// <summary>The save points: pairs of seconds and changes; an empty argument removes all.</summary>
public sealed class SavePointsKind : ValueKind<IReadOnlyList<SavePoint>>
{
    private const string Invalid = "Invalid save parameters";

    /// <inheritdoc/>
    public override string Expected => "pairs of seconds and changes, or \"\"";

    /// <inheritdoc/>
    public override bool TakesSeveral => true;

    /// <inheritdoc/>
    public override bool Accumulates => true;

    /// <inheritdoc/>
    public override IReadOnlyList<SavePoint> Restart(IReadOnlyList<SavePoint> value) => [];

    /// <inheritdoc/>
    public override bool TryParse(
        IReadOnlyList<string> arguments, IReadOnlyList<SavePoint> current, out IReadOnlyList<SavePoint> value, out string error)
    {
        error = "";
        value = [];
        if (arguments is [] or [""])
            return true;

        var points = new List<SavePoint>(current);
        for (int i = 0; i < arguments.Count && error.Length == 0; i += 2)
        {
            if (i + 1 < arguments.Count && TryParsePoint(arguments[i], arguments[i + 1], out SavePoint point))
                points.Add(point);
            else
                error = Invalid;
        }

        value = points;
        return error.Length == 0;
    }

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<SavePoint> value) => string.Join(' ', value.Select(Write));

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> ToLines(IReadOnlyList<SavePoint> value) =>
        value.Count == 0 ? [[""]] : value.Select(p => (IReadOnlyList<string>)Write(p).Split(' ')).ToList();

    private static string Write(SavePoint point) => string.Create(CultureInfo.InvariantCulture, $"{point.Seconds} {point.Changes}");

    private static bool TryParsePoint(string seconds, string changes, out SavePoint point)
    {
        point = default;
        if (!long.TryParse(seconds, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long s) || s < 1
            || !int.TryParse(changes, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int c) || c < 0)
        {
            return false;
        }

        point = new SavePoint(s, c);
        return true;
    }
}
