namespace MtcpRedis.Keyspace.Structures;

/// <summary>How a list is held; the names are those of OBJECT ENCODING.</summary>
public enum ListEncoding : byte
{
    /// <summary>One listpack.</summary>
    Listpack,

    /// <summary>A linked list of listpacks and single large elements.</summary>
    Quicklist,
}
