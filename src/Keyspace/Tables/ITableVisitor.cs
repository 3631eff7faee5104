namespace MtcpRedis.Keyspace.Tables;

/// <summary>Receives the elements that <see cref="PointerTable{TLayout}.Scan"/> passes.</summary>
public unsafe interface ITableVisitor
{
    /// <summary>Takes one element. The table must not be modified before the scan call has returned.</summary>
    void Visit(byte* element);
}
