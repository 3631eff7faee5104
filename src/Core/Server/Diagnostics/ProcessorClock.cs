using System.Globalization;

namespace MtcpRedis.Server.Diagnostics;

/// <summary>The clock rate of the processor, to tell times in cycles.</summary>
internal static class ProcessorClock
{
    private const string Source = "/proc/cpuinfo";

    /// <summary>Cycles per nanosecond as the kernel reports them for the first processor at the first use; 0 where it does not.</summary>
    public static double Gigahertz { get; } = Read();

    private static double Read()
    {
        if (!File.Exists(Source))
            return 0;
        string? line = File.ReadLines(Source).FirstOrDefault(l => l.StartsWith("cpu MHz", StringComparison.Ordinal));
        return double.TryParse(line?.Split(':')[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double megahertz) ? megahertz / 1000 : 0;
    }
}
