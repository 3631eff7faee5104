namespace MtcpRedis.Keyspace.Structures;

/// <summary>
/// How large one listpack of a list may become: the directive list-max-listpack-size, and the threshold that DEBUG
/// QUICKLIST-PACKED-THRESHOLD sets.
/// </summary>
/// <param name="Fill">
/// Positive: entries per listpack, of which none exceeds <see cref="SafetyBytes"/>. -1 to -5: 4, 8, 16, 32 or 64 KiB per listpack.
/// Zero counts as 1, values below -5 as -5, values above 32767 as 32767.
/// </param>
/// <param name="PackedThreshold">Elements of this many bytes never enter a listpack.</param>
public readonly record struct ListLimits(int Fill, long PackedThreshold = ListLimits.DefaultPackedThreshold)
{
    /// <summary>Bytes a listpack may have when entries are limited, not bytes.</summary>
    public const int SafetyBytes = 8192;

    /// <summary>Redis' default for the packed threshold, 1 GiB.</summary>
    public const long DefaultPackedThreshold = 1L << 30;

    private const int MaxFill = 32_767;

    /// <summary>Redis' defaults: 8 KiB per listpack.</summary>
    public static ListLimits Default => new(-2);

    /// <summary>Bytes one node's listpack may have.</summary>
    public int NodeBytes => Fill >= 0 ? SafetyBytes : 2048 << -Math.Max(Fill, -5);

    /// <summary>Entries one node's listpack may have.</summary>
    public int NodeEntries => Fill < 0 ? int.MaxValue : Math.Clamp(Fill, 1, MaxFill);

    /// <summary>Whether a listpack of these sizes is larger than a list that is one listpack may be.</summary>
    /// <param name="bytes">Total bytes.</param>
    /// <param name="entries">Number of entries.</param>
    public bool Exceeds(long bytes, long entries) => bytes > NodeBytes || entries > NodeEntries;

    /// <summary>
    /// Whether a list held by nodes has shrunk so far that one listpack does again: half of the limit, so that a list at the border
    /// does not change back and forth. Where entries are limited, bytes do not count.
    /// </summary>
    /// <param name="bytes">Bytes of the only node.</param>
    /// <param name="entries">Number of elements.</param>
    /// <param name="divisor">2 after removals; 1 for a list that was just read or built.</param>
    public bool FitsOneListpack(long bytes, long entries, int divisor) =>
        Fill < 0 ? bytes <= NodeBytes / divisor : entries <= NodeEntries / divisor;

    /// <summary>Whether an element must have a node of its own.</summary>
    /// <param name="length">Bytes of its text.</param>
    /// <param name="entrySize">Bytes of its listpack entry.</param>
    internal bool IsLarge(int length, long entrySize) =>
        length > 0 && (length >= PackedThreshold || entrySize + Listpack.EmptyBytes > NodeBytes);
}
