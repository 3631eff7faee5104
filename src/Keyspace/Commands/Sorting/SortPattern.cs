using MtcpRedis.Keyspace.Commands.Hashes;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Structures;

namespace MtcpRedis.Keyspace.Commands.Sorting;

/// <summary>Looks up what a pattern of BY or GET means for an element: <c>#</c>, <c>key_*</c> or <c>key_*->field</c>.</summary>
internal static class SortPattern
{
    /// <summary>Finds the value.</summary>
    /// <param name="c">The call; every shard is held, since the pattern may lead to any.</param>
    /// <param name="work">Gives room for the key.</param>
    /// <param name="pattern">The pattern.</param>
    /// <param name="element">What stands for the star.</param>
    /// <param name="scratch">At least <see cref="StringValue.ScratchSize"/> bytes.</param>
    /// <param name="value">The value; valid until the next change or look-up.</param>
    /// <returns>False when there is no such key or field, or it has the wrong type.</returns>
    public static bool TryLookUp(
        CommandContext c, SortWorkspace work, ReadOnlySpan<byte> pattern, ReadOnlySpan<byte> element, Span<byte> scratch,
        out ReadOnlySpan<byte> value)
    {
        value = element;
        if (pattern.SequenceEqual("#"u8))
            return true;
        int star = pattern.IndexOf((byte)'*');
        if (star < 0)
            return false;
        ReadOnlySpan<byte> tail = pattern[(star + 1)..];
        int arrow = tail.IndexOf("->"u8);
        bool hasField = arrow >= 0 && arrow + 2 < tail.Length;
        work.Key.Clear();
        work.Key.AddRange(pattern[..star]);
        work.Key.AddRange(element);
        work.Key.AddRange(hasField ? tail[..arrow] : tail);
        ReadOnlySpan<byte> key = Key(work);
        Database database = c.DatabaseOf(key);
        Entry entry = database.FindForRead(key);
        if (entry.IsNull)
            return false;
        if (hasField)
            return TryField(database, entry, tail[(arrow + 2)..], scratch, out value);
        if (entry.Type != RedisType.String)
            return false;
        value = StringValue.Read(entry, scratch);
        return true;
    }

    private static bool TryField(Database database, Entry entry, ReadOnlySpan<byte> field, Span<byte> scratch, out ReadOnlySpan<byte> value)
    {
        value = default;
        if (entry.Type != RedisType.Hash || !HashAccess.Open(database, entry).TryGet(field, out ElementValue found))
            return false;
        value = found.AsText(scratch);
        return true;
    }

    private static unsafe ReadOnlySpan<byte> Key(SortWorkspace work) => new(work.Key.Pointer, work.Key.Count);
}
