namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>What becomes of a value that its bit field cannot hold.</summary>
internal enum BitFieldOverflow
{
    /// <summary>The low bits are stored.</summary>
    Wrap,

    /// <summary>The nearest value is stored.</summary>
    Saturate,

    /// <summary>Nothing is stored; the reply is null.</summary>
    Fail,
}
