namespace MtcpRedis.Core.Hashing;

/// <summary>
/// SipHash with one round per word and three at the end: a keyed 64-bit hash whose collisions cannot be prepared without the key,
/// fast for short inputs.
/// </summary>
public static class SipHash13
{
    /// <summary>Hashes bytes under a 128-bit key.</summary>
    /// <param name="data">The input, of any length.</param>
    /// <param name="k0">The first 8 bytes of the key, read as little-endian.</param>
    /// <param name="k1">The last 8 bytes of the key.</param>
    public static ulong Compute(ReadOnlySpan<byte> data, ulong k0, ulong k1) => SipHash<Rounds>.Compute(data, k0, k1);

    private readonly struct Rounds : ISipRounds
    {
        public static int PerWord => 1;

        public static int Final => 3;
    }
}
