namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>An operation of BITFIELD.</summary>
internal enum BitFieldKind
{
    Get,
    Set,
    IncrBy,
}
