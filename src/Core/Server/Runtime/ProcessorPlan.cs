namespace MtcpRedis.Server.Runtime;

/// <summary>Which processors the threads of a node run on (<c>mtcp.pin</c>).</summary>
/// <param name="OfCore">The processor of each core's thread; null: the scheduler decides.</param>
/// <param name="OfOthers">
/// Where all other threads of the process belong: compiler, timers, thread pool. A core that polls never lets go of its processor by itself, and
/// whoever else wants it takes it for milliseconds. Empty: anywhere, as no processor is left.
/// </param>
internal sealed record ProcessorPlan(IReadOnlyList<int?> OfCore, IReadOnlyList<int> OfOthers)
{
    /// <summary>Whether each core has a processor for itself, and all others have one too.</summary>
    public bool IsExclusive => OfOthers.Count > 0;

    /// <summary>Decides.</summary>
    /// <param name="cores">Threads that serve, 1 or more; those beyond the processors share them in turn.</param>
    /// <param name="pin">Whether they are bound at all.</param>
    /// <param name="allowed">The processors that the process may use, at least one.</param>
    public static ProcessorPlan For(int cores, bool pin, IReadOnlyList<int> allowed)
    {
        if (!pin)
            return new(new int?[cores], []);
        int?[] ofCore = [.. Enumerable.Range(0, cores).Select(i => (int?)allowed[i % allowed.Count])];
        return new(ofCore, [.. allowed.Skip(cores)]);
    }
}
