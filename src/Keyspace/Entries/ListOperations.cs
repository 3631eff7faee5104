using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures;

namespace MtcpRedis.Keyspace.Entries;

/// <summary>What can be done with any list.</summary>
internal sealed class ListOperations : ValueOperations
{
    public override void Free(Arena arena, Entry entry) => View(arena, entry).Free();

    /// <summary>A long list goes from its head, node after node.</summary>
    public override bool FreeSome(Arena arena, Entry entry, ref ulong progress, ref long budget)
    {
        ListObject list = View(arena, entry);
        if (list.Encoding != ListEncoding.Quicklist || list.Length <= budget)
            return base.FreeSome(arena, entry, ref progress, ref budget);
        list.DeleteRange(0, budget);
        entry.Word = list.Word;
        budget = 0;
        return false;
    }

    public override long Copy(Entry entry, Arena target) => View(null!, entry).CopyTo(target).Word;

    public override long MemoryBytes(Entry entry, long samples) => View(null!, entry).MemoryBytes;

    public override long ElementCount(Entry entry) => View(null!, entry).Length;

    public override void Digest(Entry entry, ref ValueDigest digest)
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        ListObject list = View(null!, entry);
        for (ListCursor at = list.Seek(0); !at.IsNone; at = list.Next(at))
            digest.Mix(list.Read(at).AsText(scratch));
    }

    /// <summary>Views the list; the arena matters only where something is changed.</summary>
    private static ListObject View(Arena arena, Entry entry) => new(
        arena,
        entry.Encoding == ValueEncoding.Quicklist ? ListEncoding.Quicklist : ListEncoding.Listpack,
        entry.Word,
        ListLimits.Default);
}
