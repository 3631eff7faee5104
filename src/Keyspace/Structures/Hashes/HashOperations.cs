using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures.Elements;

namespace MtcpRedis.Keyspace.Structures.Hashes;

/// <summary>What can be done with any hash.</summary>
internal sealed class HashOperations : ValueOperations
{
    public override void Free(Arena arena, Entry entry) => View(arena, entry).Free();

    public override bool FreeSome(Arena arena, Entry entry, ref ulong progress, ref long budget)
    {
        HashObject hash = View(arena, entry);
        return !hash.IsListpack
            ? ElementRelease.FreeSome(arena, hash.Table, ref progress, ref budget)
            : base.FreeSome(arena, entry, ref progress, ref budget);
    }

    public override long Copy(Entry entry, Arena target) => View(null!, entry).CopyTo(target).Word;

    public override long MemoryBytes(Entry entry, long samples) => View(null!, entry).MemoryBytes(samples);

    public override long ElementCount(Entry entry) => View(null!, entry).Length;

    public override void Digest(Entry entry, ref ValueDigest digest)
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        Span<byte> pair = stackalloc byte[ValueDigest.Size];
        foreach (HashFields field in View(null!, entry))
        {
            pair.Clear();
            var pairDigest = new ValueDigest(pair);
            pairDigest.Mix(field.Field.AsText(scratch));
            pairDigest.Mix(field.Value.AsText(scratch));
            digest.Xor(pair);
        }
    }

    /// <summary>Views the hash; arena and limits matter only where something is changed.</summary>
    private static HashObject View(Arena arena, Entry entry) => new(arena, entry.Encoding, entry.Word, default);
}
