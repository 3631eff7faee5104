using System.Buffers.Binary;
using System.Security.Cryptography;

namespace MtcpRedis.Core.Hashing;

/// <summary>
/// The hash of all tables of this process: SipHash-1-3 under a random key drawn at start, so that nobody outside can prepare keys
/// that collide. It must never be stored or sent to another process.
/// </summary>
public static class KeyHash
{
    private static ulong s_k0;
    private static ulong s_k1;

    static KeyHash()
    {
        Span<byte> seed = stackalloc byte[16];
        RandomNumberGenerator.Fill(seed);
        s_k0 = BinaryPrimitives.ReadUInt64LittleEndian(seed);
        s_k1 = BinaryPrimitives.ReadUInt64LittleEndian(seed[8..]);
    }

    /// <summary>The hash of a key, the same for the whole life of the process.</summary>
    public static ulong Of(ReadOnlySpan<byte> key) => SipHash13.Compute(key, s_k0, s_k1);

    /// <summary>
    /// Replaces the seed, to make a test repeatable. Only before the first table is filled: elements stored under another seed are
    /// not found any more.
    /// </summary>
    public static void Seed(ulong k0, ulong k1)
    {
        s_k0 = k0;
        s_k1 = k1;
    }
}
