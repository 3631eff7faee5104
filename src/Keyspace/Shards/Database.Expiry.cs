using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Entries;

namespace MtcpRedis.Keyspace.Shards;

/// <content>Expiry: eight bytes in the entry and a place in a second table, only for keys that expire.</content>
public sealed unsafe partial class Database
{
    private const double SampleWeight = 0.02;

    /// <summary>Estimated milliseconds that keys which expire have left, as the expiry cycle met them; 0 before it met any.</summary>
    public double AverageTtl { get; private set; }

    /// <summary>The expiry cycle met keys that live.</summary>
    /// <param name="milliseconds">What they have left, together.</param>
    /// <param name="count">Number of them.</param>
    internal void NoteLifetimes(double milliseconds, int count)
    {
        if (count == 0)
            return;
        double sample = milliseconds / count;
        AverageTtl = AverageTtl == 0 ? sample : AverageTtl + (sample - AverageTtl) * SampleWeight;
    }

    /// <summary>Sets or changes a key's expiry.</summary>
    /// <param name="entry">The key.</param>
    /// <param name="at">Unix time in milliseconds.</param>
    /// <returns>The entry, which may have moved.</returns>
    public Entry SetExpiry(Entry entry, long at)
    {
        if (!entry.HasExpiry)
        {
            ulong hash = KeyHash.Of(entry.Key);
            entry = Reshape(entry, hash, expires: true);
            _expiring.Insert(entry.Pointer, hash);
        }
        entry.ExpiresAt = at;
        return entry;
    }

    /// <summary>Makes a key live for ever.</summary>
    /// <returns>The entry, which may have moved.</returns>
    public Entry RemoveExpiry(Entry entry) => entry.HasExpiry ? RemoveExpiry(entry, KeyHash.Of(entry.Key)) : entry;

    private Entry RemoveExpiry(Entry entry, ulong hash)
    {
        _expiring.RemoveElement(entry.Pointer, hash);
        return Reshape(entry, hash, expires: false);
    }

    /// <summary>Moves an entry to a block with or without room for an expiry.</summary>
    private Entry Reshape(Entry old, ulong hash, bool expires)
    {
        int inlineLength = old.IsInline ? old.Inline.Length : -1;
        Entry moved = Allocate(old.Key, old.Type, old.Encoding, inlineLength, expires);
        moved.Access = old.Access;
        moved.IsApart = old.IsApart;
        if (old.IsInline)
            old.Inline.CopyTo(moved.Inline);
        else
            moved.Word = old.Word;
        _keys.Replace(old.Pointer, moved.Pointer, hash);
        Arena.Free(old.Pointer);
        return moved;
    }
}
