using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.SortedSets;

/// <summary>What can be done with any sorted set.</summary>
internal sealed unsafe class SortedSetOperations : ValueOperations
{
    public override void Free(Arena arena, Entry entry) => Open(arena, entry).Free();

    /// <summary>A large set goes with the segments of its table, and the index at the end.</summary>
    public override bool FreeSome(Arena arena, Entry entry, ref ulong progress, ref long budget)
    {
        if (entry.Encoding == ValueEncoding.Listpack)
        {
            return base.FreeSome(arena, entry, ref progress, ref budget);
        }

        var table = new SortedSetTable(arena, (byte*)entry.Word);
        var visitor = new Releaser(arena);
        var isGone = table.Members.Dismantle(ref progress, ref visitor);
        budget -= visitor.Elements;
        if (isGone)
        {
            table.FreeEmptied();
        }

        return isGone;
    }

    public override long Copy(Entry entry, Arena target) => Open(target, entry).CopyTo(target).Word;

    public override long MemoryBytes(Entry entry, long samples) => Open(null!, entry).MemoryBytes(samples);

    public override long ElementCount(Entry entry) => Open(null!, entry).Count;

    public override void Digest(Entry entry, ref ValueDigest digest)
    {
        var set = Open(null!, entry);
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        Span<byte> score = stackalloc byte[DoubleText.MaxLength];
        Span<byte> pair = stackalloc byte[ValueDigest.Size];
        for (var place = set.At(0); !place.IsNone; place = set.Next(place))
        {
            pair.Clear();
            var element = new ValueDigest(pair);
            element.Mix(set.Member(place, scratch));
            element.Mix(score[..DoubleText.Format(set.Score(place) + 0.0, score)]);
            digest.Xor(pair);
        }
    }

    /// <summary>Views a value; an arena is only needed where blocks are taken or given back.</summary>
    private static SortedSetObject Open(Arena arena, Entry entry) => new(arena, entry.Encoding, entry.Word, default);

    private struct Releaser(Arena arena) : ITableVisitor
    {
        internal long Elements;

        public void Visit(byte* element)
        {
            Elements++;
            arena.Free(element);
        }
    }
}
