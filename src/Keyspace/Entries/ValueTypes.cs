using MtcpRedis.Keyspace.Structures.Hashes;
using MtcpRedis.Keyspace.Structures.Sets;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Entries;

/// <summary>The operations of each type and the names that clients see.</summary>
public static class ValueTypes
{
    private static readonly ValueOperations[] s_operations = CreateTable();

    /// <summary>The operations of a type.</summary>
    public static ValueOperations Of(RedisType type) => s_operations[(int)type];

    /// <summary>The name that TYPE replies.</summary>
    public static ReadOnlySpan<byte> Name(RedisType type) => type switch
    {
        RedisType.String => "string"u8,
        RedisType.List => "list"u8,
        RedisType.Set => "set"u8,
        RedisType.SortedSet => "zset"u8,
        _ => "hash"u8,
    };

    /// <summary>The name that OBJECT ENCODING replies.</summary>
    public static ReadOnlySpan<byte> Name(ValueEncoding encoding) => encoding switch
    {
        ValueEncoding.Raw => "raw"u8,
        ValueEncoding.Int => "int"u8,
        ValueEncoding.EmbStr => "embstr"u8,
        ValueEncoding.Listpack => "listpack"u8,
        ValueEncoding.Quicklist => "quicklist"u8,
        ValueEncoding.Intset => "intset"u8,
        ValueEncoding.Hashtable => "hashtable"u8,
        _ => "skiplist"u8,
    };

    private static ValueOperations[] CreateTable()
    {
        var table = new ValueOperations[5];
        table[(int)RedisType.String] = new StringOperations();
        table[(int)RedisType.SortedSet] = new SortedSetOperations();
        table[(int)RedisType.List] = new ListOperations();
        table[(int)RedisType.Set] = new SetOperations();
        table[(int)RedisType.Hash] = new HashOperations();
        return table;
    }
}
