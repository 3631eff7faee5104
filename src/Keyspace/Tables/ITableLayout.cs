namespace MtcpRedis.Keyspace.Tables;

/// <summary>Tells a <see cref="PointerTable{TLayout}"/> where an element keeps its key.</summary>
public unsafe interface ITableLayout
{
    /// <summary>The key inside an element. It must not change while the element is in a table.</summary>
    static abstract ReadOnlySpan<byte> Key(byte* element);
}
