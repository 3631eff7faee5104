namespace MtcpRedis.Core.Commands;

/// <summary>Access categories of a command; those that follow from flags and group are derived by <see cref="CommandSpec"/>.</summary>
[Flags]
public enum AclCategories
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>@keyspace</c>.</summary>
    Keyspace = 1 << 0,

    /// <summary><c>@read</c>.</summary>
    Read = 1 << 1,

    /// <summary><c>@write</c>.</summary>
    Write = 1 << 2,

    /// <summary><c>@set</c>.</summary>
    Set = 1 << 3,

    /// <summary><c>@sortedset</c>.</summary>
    SortedSet = 1 << 4,

    /// <summary><c>@list</c>.</summary>
    List = 1 << 5,

    /// <summary><c>@hash</c>.</summary>
    Hash = 1 << 6,

    /// <summary><c>@string</c>.</summary>
    String = 1 << 7,

    /// <summary><c>@bitmap</c>.</summary>
    Bitmap = 1 << 8,

    /// <summary><c>@hyperloglog</c>.</summary>
    HyperLogLog = 1 << 9,

    /// <summary><c>@geo</c>.</summary>
    Geo = 1 << 10,

    /// <summary><c>@stream</c>.</summary>
    Stream = 1 << 11,

    /// <summary><c>@pubsub</c>.</summary>
    PubSub = 1 << 12,

    /// <summary><c>@admin</c>.</summary>
    Admin = 1 << 13,

    /// <summary><c>@fast</c>.</summary>
    Fast = 1 << 14,

    /// <summary><c>@slow</c>.</summary>
    Slow = 1 << 15,

    /// <summary><c>@blocking</c>.</summary>
    Blocking = 1 << 16,

    /// <summary><c>@dangerous</c>.</summary>
    Dangerous = 1 << 17,

    /// <summary><c>@connection</c>.</summary>
    Connection = 1 << 18,

    /// <summary><c>@transaction</c>.</summary>
    Transaction = 1 << 19,

    /// <summary><c>@scripting</c>.</summary>
    Scripting = 1 << 20,
}
