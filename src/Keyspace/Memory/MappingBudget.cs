namespace MtcpRedis.Keyspace.Memory;

/// <summary>Counts the address space that an arena holds, and bounds it.</summary>
internal sealed class MappingBudget
{
    /// <summary>Bytes held.</summary>
    public long MappedBytes { get; private set; }

    /// <summary>Bytes beyond which the arena acts as if the operating system refused; lets tests run out of memory.</summary>
    public long Limit { get; set; } = long.MaxValue;

    /// <summary>Whether so many bytes more are within the limit.</summary>
    public bool Allows(long bytes) => bytes <= Limit - MappedBytes;

    /// <summary>Records that bytes were mapped, or unmapped when negative.</summary>
    public void Add(long bytes) => MappedBytes += bytes;
}
