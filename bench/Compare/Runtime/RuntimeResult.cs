namespace MtcpRedis.Compare.Runtime;

/// <summary>A figure of our managed runtime and its limit.</summary>
/// <param name="Title">What was measured.</param>
/// <param name="Value">The figure.</param>
/// <param name="Limit">It must be below this.</param>
/// <param name="Unit">Unit of both.</param>
internal sealed record RuntimeResult(string Title, double Value, double Limit, string Unit)
{
    /// <summary>The figure is below the limit.</summary>
    public bool Passes => Value < Limit;

    /// <summary>The result in a line.</summary>
    public string Line => FormattableString.Invariant($"{Title}: {Value:F3} {Unit} (limit {Limit:F0})  {Reports.Table.Verdict(Passes)}");
}
