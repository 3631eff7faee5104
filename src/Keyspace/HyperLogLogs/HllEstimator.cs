namespace MtcpRedis.Keyspace.HyperLogLogs;

/// <summary>
/// Estimates how many different elements made a set of registers (Otmar Ertl, "New cardinality estimation algorithms for HyperLogLog
/// sketches", 2017: the improved raw estimator).
/// </summary>
public static class HllEstimator
{
    /// <summary>Length of a histogram of register values.</summary>
    public const int HistogramLength = 64;

    /// <summary>1 / (2 ln 2).</summary>
    private const double Alpha = 0.721347520444481703680;

    /// <summary>The estimate.</summary>
    /// <param name="histogram">Number of registers of each value.</param>
    public static long Estimate(ReadOnlySpan<int> histogram)
    {
        const double registers = HllFormat.Registers;
        double sum = registers * Tau((registers - histogram[HllFormat.RankBits + 1]) / registers);
        for (int value = HllFormat.RankBits; value >= 1; value--)
            sum = (sum + histogram[value]) * 0.5;
        sum += registers * Sigma(histogram[0] / registers);
        return (long)Math.Round(Alpha * registers * registers / sum, MidpointRounding.AwayFromZero);
    }

    /// <summary>The weight of registers that are saturated.</summary>
    private static double Tau(double x)
    {
        if (x is 0 or 1)
            return 0;
        double weight = 1, sum = 1 - x, previous;
        do
        {
            x = Math.Sqrt(x);
            previous = sum;
            weight *= 0.5;
            sum -= (1 - x) * (1 - x) * weight;
        }
        while (sum != previous);
        return sum / 3;
    }

    /// <summary>The weight of registers that nothing has touched.</summary>
    private static double Sigma(double x)
    {
        if (x == 1)
            return double.PositiveInfinity;
        double weight = 1, sum = x, previous;
        do
        {
            x *= x;
            previous = sum;
            sum += x * weight;
            weight += weight;
        }
        while (sum != previous);
        return sum;
    }
}
