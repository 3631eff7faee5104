using System.Diagnostics;

namespace MtcpRedis.Keyspace.Memory;

/// <summary>
/// The set of live blocks of an arena, kept in Debug builds only: finds double frees, frees of foreign pointers and, through the
/// patterns it writes, the use of contents that are not there.
/// </summary>
internal sealed unsafe class LiveBlocks
{
    /// <summary>Pattern of a new block.</summary>
    public const byte FreshPattern = 0xCD;

    /// <summary>Pattern of a freed block, except for its first word, which links it to the next one.</summary>
    public const byte FreedPattern = 0xDD;

#if DEBUG
    private readonly HashSet<nint> _blocks = [];
#endif

    [Conditional("DEBUG")]
    public void Add(byte* block, long size)
    {
#if DEBUG
        Debug.Assert(_blocks.Add((nint)block), "The arena gave out a block that is still in use");
        new Span<byte>(block, (int)Math.Min(size, int.MaxValue)).Fill(FreshPattern);
#endif
    }

    [Conditional("DEBUG")]
    public void Remove(byte* block, long size)
    {
#if DEBUG
        Debug.Assert(_blocks.Remove((nint)block), "Freed what is not a live block of this arena: a double free or a foreign pointer");
        new Span<byte>(block, (int)Math.Min(size, int.MaxValue)).Fill(FreedPattern);
#endif
    }

    [Conditional("DEBUG")]
    public void AssertLive(byte* block)
    {
#if DEBUG
        Debug.Assert(_blocks.Contains((nint)block), "Not a live block of this arena");
#endif
    }

    [Conditional("DEBUG")]
    public void Clear()
    {
#if DEBUG
        _blocks.Clear();
#endif
    }
}
