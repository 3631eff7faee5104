namespace MtcpRedis.Compare.Memory;

/// <summary>Growth of the resident memory per item.</summary>
/// <param name="Cell">What was put there.</param>
/// <param name="Ours">Our bytes per item.</param>
/// <param name="Redis">Redis' bytes per item.</param>
/// <param name="Garnet">Garnet's, where it took part.</param>
internal sealed record MemoryResult(MemoryCell Cell, double Ours, double Redis, double? Garnet)
{
    /// <summary>Ours is within the limit.</summary>
    public bool Passes => Ours <= Cell.Limit;
}
