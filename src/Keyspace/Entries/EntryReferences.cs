namespace MtcpRedis.Keyspace.Entries;

/// <summary>How many keys share a value, in Redis' terms. Here each key has its own, which for small integers is told otherwise.</summary>
public static class EntryReferences
{
    /// <summary>Integers below this, and not negative, are shared in Redis.</summary>
    private const int SharedIntegers = 10_000;

    /// <summary>What <c>OBJECT REFCOUNT</c> says of a value: 1, or the largest 32-bit integer for one that counts as shared.</summary>
    public static int Count(Entry entry)
    {
        bool isShared = entry.Type == RedisType.String
            && entry.Encoding == ValueEncoding.Int
            && (ulong)entry.Word < SharedIntegers
            && !entry.IsApart;
        return isShared ? int.MaxValue : 1;
    }
}
