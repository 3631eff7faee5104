namespace MtcpRedis.Core.Commands;

/// <summary>What a command does with the keys of one key specification (Redis documentation, "Command key specifications").</summary>
[Flags]
public enum KeySpecFlags
{
    /// <summary>No flag.</summary>
    None = 0,

    /// <summary>Read-only: the value is not changed.</summary>
    RO = 1 << 0,

    /// <summary>Read-write: the value or its metadata is changed.</summary>
    RW = 1 << 1,

    /// <summary>Overwrite: the value is replaced whatever it was.</summary>
    OW = 1 << 2,

    /// <summary>The key is removed.</summary>
    RM = 1 << 3,

    /// <summary>User data of the value is returned, copied or used.</summary>
    Access = 1 << 4,

    /// <summary>Existing user data is updated, or new data depends on it.</summary>
    Update = 1 << 5,

    /// <summary>User data is added without a look at what was there.</summary>
    Insert = 1 << 6,

    /// <summary>User data is deleted.</summary>
    Delete = 1 << 7,

    /// <summary>Not a key, but routed like one (shard channels).</summary>
    NotKey = 1 << 8,

    /// <summary>The specification does not find every key.</summary>
    Incomplete = 1 << 9,

    /// <summary>The flags depend on the arguments.</summary>
    VariableFlags = 1 << 10,
}
