using System.Runtime.CompilerServices;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Entries;

/// <summary>Tells the table where an entry's key is.</summary>
public readonly unsafe struct EntryLayout : ITableLayout
{
    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<byte> Key(byte* element) => new Entry(element).Key;
}
