namespace MtcpRedis.NetStack.Interface;

/// <summary>One count per <see cref="DropCause"/>.</summary>
public sealed class DropCounters
{
    private readonly long[] _counts = new long[Enum.GetValues<DropCause>().Length];

    /// <summary>Packets dropped for this cause.</summary>
    public long this[DropCause cause] => _counts[(int)cause];

    /// <summary>Packets dropped for any cause.</summary>
    public long Total
    {
        get
        {
            long total = 0;
            foreach (var count in _counts)
                total += count;
            return total;
        }
    }

    internal void Add(DropCause cause) => _counts[(int)cause]++;
}
