namespace MtcpRedis.Keyspace.Settings;

/// <summary>
/// The classes of keyspace notifications that <c>notify-keyspace-events</c> selects, one flag per letter of that directive
/// (Redis documentation, "Redis keyspace notifications").
/// </summary>
[Flags]
public enum KeyspaceEventClasses
{
    /// <summary>No notifications.</summary>
    None = 0,

    /// <summary><c>K</c>: publish on <c>__keyspace@db__:key</c>.</summary>
    Keyspace = 1 << 0,

    /// <summary><c>E</c>: publish on <c>__keyevent@db__:event</c>.</summary>
    Keyevent = 1 << 1,

    /// <summary><c>g</c>: commands of no particular type (DEL, EXPIRE, RENAME ...).</summary>
    Generic = 1 << 2,

    /// <summary><c>$</c>: string commands.</summary>
    String = 1 << 3,

    /// <summary><c>l</c>: list commands.</summary>
    List = 1 << 4,

    /// <summary><c>s</c>: set commands.</summary>
    Set = 1 << 5,

    /// <summary><c>h</c>: hash commands.</summary>
    Hash = 1 << 6,

    /// <summary><c>z</c>: sorted set commands.</summary>
    SortedSet = 1 << 7,

    /// <summary><c>x</c>: a key has expired.</summary>
    Expired = 1 << 8,

    /// <summary><c>e</c>: a key was evicted because of <c>maxmemory</c>.</summary>
    Evicted = 1 << 9,

    /// <summary><c>t</c>: stream commands.</summary>
    Stream = 1 << 10,

    /// <summary><c>m</c>: a key that does not exist was read; not part of <see cref="All"/>.</summary>
    KeyMiss = 1 << 11,

    /// <summary><c>d</c>: events of modules' own types.</summary>
    Module = 1 << 13,

    /// <summary><c>n</c>: a key was created; not part of <see cref="All"/>.</summary>
    New = 1 << 14,

    /// <summary><c>A</c>: every class except <see cref="KeyMiss"/> and <see cref="New"/>.</summary>
    All = Generic | String | List | Set | Hash | SortedSet | Expired | Evicted | Stream | Module,
}
