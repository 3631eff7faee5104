using MtcpRedis.Keyspace.Memory;

namespace MtcpRedis.Keyspace.Entries;

/// <summary>What can be done with any string value.</summary>
internal sealed unsafe class StringOperations : ValueOperations
{
    public override void Free(Arena arena, Entry entry)
    {
        if (!entry.IsInline && entry.Encoding != ValueEncoding.Int)
            arena.Free((byte*)entry.Word);
    }

    public override long Copy(Entry entry, Arena target)
    {
        if (entry.Encoding == ValueEncoding.Int)
            return entry.Word;
        Span<byte> source = LargeString.Bytes((byte*)entry.Word);
        byte* copy = LargeString.Create(target, source.Length, source.Length);
        source.CopyTo(LargeString.Bytes(copy));
        return (long)copy;
    }

    public override long MemoryBytes(Entry entry, long samples) =>
        entry.IsInline || entry.Encoding == ValueEncoding.Int ? 0 : Arena.UsableSize((byte*)entry.Word);

    public override long ElementCount(Entry entry) => 1;

    public override void Digest(Entry entry, ref ValueDigest digest)
    {
        Span<byte> scratch = stackalloc byte[StringValue.ScratchSize];
        digest.Mix(StringValue.Read(entry, scratch));
    }
}
