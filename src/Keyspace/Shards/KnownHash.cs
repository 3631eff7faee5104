using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Core.Resp;

namespace MtcpRedis.Keyspace.Shards;

/// <summary>
/// The hash of the running call's key, worked out before the call. The key is known by where it lies: arguments of a running call do not
/// move or change, so nothing else can have the address. Must be forgotten before that memory is used for something else.
/// </summary>
internal unsafe struct KnownHash
{
    private byte* _key;
    private int _length;
    private ulong _hash;

    /// <summary>Remembers the hash of an argument.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Set(in ArgSlice key, ulong hash)
    {
        System.Diagnostics.Debug.Assert(hash == KeyHash.Of(key.Span));
        _key = key.Pointer;
        _length = key.Length;
        _hash = hash;
    }

    /// <summary>Knows nothing any more.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Forget() => _length = -1;

    /// <summary>The <see cref="KeyHash"/> of any key.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly ulong Of(ReadOnlySpan<byte> key) =>
        key.Length == _length && Unsafe.AreSame(ref MemoryMarshal.GetReference(key), ref *_key) ? _hash : KeyHash.Of(key);
}
