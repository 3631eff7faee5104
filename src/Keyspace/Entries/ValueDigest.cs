using System.Security.Cryptography;

namespace MtcpRedis.Keyspace.Entries;

/// <summary>
/// A 20-byte digest of a dataset: SHA-1 of parts, combined by exclusive or where order does not matter and by hashing again where it does.
/// </summary>
public ref struct ValueDigest
{
    /// <summary>Size of a digest in bytes.</summary>
    public const int Size = 20;

    private readonly Span<byte> _digest;

    /// <summary>Works on the 20 bytes given, which start as zeros.</summary>
    public ValueDigest(Span<byte> digest)
    {
        System.Diagnostics.Debug.Assert(digest.Length == Size);
        _digest = digest;
    }

    /// <summary>Adds a part whose place among the others does not matter.</summary>
    public readonly void Xor(ReadOnlySpan<byte> part)
    {
        Span<byte> hash = stackalloc byte[Size];
        SHA1.HashData(part, hash);
        for (int i = 0; i < Size; i++)
            _digest[i] ^= hash[i];
    }

    /// <summary>Adds a part whose place among the others matters.</summary>
    public readonly void Mix(ReadOnlySpan<byte> part)
    {
        Xor(part);
        Span<byte> hash = stackalloc byte[Size];
        SHA1.HashData(_digest, hash);
        hash.CopyTo(_digest);
    }
}
