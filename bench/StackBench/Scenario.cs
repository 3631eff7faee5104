namespace MtcpRedis.StackBench;

/// <summary>One kind of load that is kept going for as long as the runner wants.</summary>
internal abstract class Scenario(string name, string unit) : IDisposable
{
    internal string Name { get; } = name;

    /// <summary>What <see cref="Step"/> counts.</summary>
    internal string Unit { get; } = unit;

    /// <summary>Builds the stacks and connections; not timed.</summary>
    internal abstract void Prepare();

    /// <summary>Does a bounded piece of work on both ends.</summary>
    /// <returns>How many units were completed.</returns>
    internal abstract long Step();

    /// <summary>What else is worth printing after the last round; empty if nothing.</summary>
    internal virtual string Remark() => "";

    public abstract void Dispose();
}
