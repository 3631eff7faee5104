namespace MtcpRedis.Keyspace.Commands.Bitmaps;

/// <summary>What BITOP does with the bits of its sources.</summary>
internal enum BitOperation
{
    And,
    Or,
    Xor,
    Not,
}
