using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures.Elements;

namespace MtcpRedis.Keyspace.Structures.Sets;

/// <summary>What can be done with any set.</summary>
internal sealed class SetOperations : ValueOperations
{
    public override void Free(Arena arena, Entry entry) => View(arena, entry).Free();

    public override bool FreeSome(Arena arena, Entry entry, ref ulong progress, ref long budget)
    {
        SetObject set = View(arena, entry);
        return set.IsTable
            ? ElementRelease.FreeSome(arena, set.Table, ref progress, ref budget)
            : base.FreeSome(arena, entry, ref progress, ref budget);
    }

    public override long Copy(Entry entry, Arena target) => View(null!, entry).CopyTo(target).Word;

    public override long MemoryBytes(Entry entry, long samples) => View(null!, entry).MemoryBytes(samples);

    public override long ElementCount(Entry entry) => View(null!, entry).Count;

    public override void Digest(Entry entry, ref ValueDigest digest)
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        foreach (ElementValue member in View(null!, entry))
            digest.Xor(member.AsText(scratch));
    }

    /// <summary>Views the set; arena and limits matter only where something is changed.</summary>
    private static SetObject View(Arena arena, Entry entry) => new(arena, entry.Encoding, entry.Word, default);
}
