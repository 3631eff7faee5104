using System.Globalization;
using MtcpRedis.Server.Config.Kinds;

namespace MtcpRedis.Server.Config.SpecialKinds;

/// <summary>The kernel's out-of-memory scores of a master, a replica and a child process.</summary>
public sealed class OomScoresKind : ValueKind<IReadOnlyList<int>>
{
    private const int Count = 3;
    private const int Limit = 2000;

    /// <inheritdoc/>
    public override string Expected => "three integers, -2000 to 2000";

    /// <inheritdoc/>
    public override bool TakesSeveral => true;

    /// <inheritdoc/>
    public override bool TryParse(
        IReadOnlyList<string> arguments, IReadOnlyList<int> current, out IReadOnlyList<int> value, out string error)
    {
        value = current;
        error = arguments.Count == Count ? "" : ConfigErrors.WrongNumberOfArguments;
        var scores = new List<int>(Count);
        foreach (string argument in arguments)
        {
            bool isNumber = int.TryParse(argument, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int score);
            if (error.Length == 0 && (!isNumber || score is < -Limit or > Limit))
                error = "Invalid oom-score-adj-values, elements must be between -2000 and 2000.";
            scores.Add(score);
        }

        if (error.Length == 0)
            value = scores;
        return error.Length == 0;
    }

    /// <inheritdoc/>
    public override string Format(IReadOnlyList<int> value) => string.Join(' ', value.Select(v => NumberText.Format(v)));

    /// <inheritdoc/>
    public override IReadOnlyList<IReadOnlyList<string>> ToLines(IReadOnlyList<int> value) =>
        [value.Select(v => NumberText.Format(v)).ToList()];
}
