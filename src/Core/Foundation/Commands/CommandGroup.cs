namespace MtcpRedis.Core.Commands;

/// <summary>The family of a command, as COMMAND DOCS names it.</summary>
public enum CommandGroup
{
    /// <summary>Keys of any type.</summary>
    Generic,

    /// <summary>Strings.</summary>
    String,

    /// <summary>Lists.</summary>
    List,

    /// <summary>Sets.</summary>
    Set,

    /// <summary>Sorted sets.</summary>
    SortedSet,

    /// <summary>Hashes.</summary>
    Hash,

    /// <summary>Publish and subscribe.</summary>
    PubSub,

    /// <summary>Transactions.</summary>
    Transactions,

    /// <summary>The connection itself.</summary>
    Connection,

    /// <summary>Server administration.</summary>
    Server,

    /// <summary>HyperLogLog.</summary>
    HyperLogLog,

    /// <summary>Geospatial indexes.</summary>
    Geo,

    /// <summary>Bit operations on strings.</summary>
    Bitmap,
}
