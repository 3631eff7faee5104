using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Entries;

/// <summary>What must be possible with a value of any type; one implementation per <see cref="RedisType"/>.</summary>
public abstract class ValueOperations
{
    /// <summary>Frees everything that the entry's value word points to; the entry itself stays.</summary>
    public abstract void Free(Arena arena, Entry entry);

    /// <summary>
    /// Frees a part of a value that no key holds any more, so that a value of many elements stalls nobody. Once begun, the value may
    /// only be passed to this method, until all of it is freed. Types whose values are many blocks override it.
    /// </summary>
    /// <param name="arena">The arena.</param>
    /// <param name="entry">Holds the value; its word may be changed.</param>
    /// <param name="progress">0 at first; afterwards whatever the last call left.</param>
    /// <param name="budget">Elements that may still be freed; less what was freed, possibly below zero.</param>
    /// <returns>Whether all of it is freed.</returns>
    public virtual bool FreeSome(Arena arena, Entry entry, ref ulong progress, ref long budget)
    {
        budget -= ElementCount(entry);
        Free(arena, entry);
        return true;
    }

    /// <summary>Copies the value into another arena (or the same) and gives the word for the copy's entry.</summary>
    /// <remarks>Called for values that are not inline only.</remarks>
    public abstract long Copy(Entry entry, Arena target);

    /// <summary>Bytes of the value beyond the entry's own block.</summary>
    /// <param name="entry">The key.</param>
    /// <param name="samples">Elements to look at for an estimate; 0: all.</param>
    public abstract long MemoryBytes(Entry entry, long samples);

    /// <summary>Elements of the value (1 for a string); says how much work freeing it is.</summary>
    public abstract long ElementCount(Entry entry);

    /// <summary>
    /// Feeds the value to a digest that does not depend on encoding nor, for unordered types, on order (DEBUG DIGEST-VALUE).
    /// </summary>
    public abstract void Digest(Entry entry, ref ValueDigest digest);
}
