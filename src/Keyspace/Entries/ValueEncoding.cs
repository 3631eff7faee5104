namespace MtcpRedis.Keyspace.Entries;

/// <summary>How a value is stored, as OBJECT ENCODING reports it.</summary>
public enum ValueEncoding : byte
{
    /// <summary>A string of any length: <c>raw</c>.</summary>
    Raw = 0,

    /// <summary>A string that is a 64-bit integer: <c>int</c>.</summary>
    Int = 1,

    /// <summary>A short string that was set as a whole: <c>embstr</c>.</summary>
    EmbStr = 2,

    /// <summary>Elements one after the other in one block: <c>listpack</c>.</summary>
    Listpack = 3,

    /// <summary>A chain of listpacks: <c>quicklist</c>.</summary>
    Quicklist = 4,

    /// <summary>A sorted array of integers: <c>intset</c>.</summary>
    Intset = 5,

    /// <summary>A hash table: <c>hashtable</c>.</summary>
    Hashtable = 6,

    /// <summary>A hash table with an index by score; Redis' name for it is <c>skiplist</c>, and so is ours in replies.</summary>
    Skiplist = 7,
}
