namespace MtcpRedis.Keyspace.Commands.HyperLogLogs;

/// <summary>Error texts of the HyperLogLog commands, in Redis' words.</summary>
internal static class HllErrors
{
    /// <summary>The key holds a string that is no HyperLogLog.</summary>
    public static ReadOnlySpan<byte> NotHyperLogLog => "WRONGTYPE Key is not a valid HyperLogLog string value."u8;

    /// <summary>The sparse registers make no sense.</summary>
    public static ReadOnlySpan<byte> Corrupt => "INVALIDOBJ Corrupted HLL object detected"u8;
}
