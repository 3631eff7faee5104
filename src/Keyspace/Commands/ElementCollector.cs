using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Commands;

/// <summary>Collects the addresses of the elements that one step of an iteration visits.</summary>
internal readonly unsafe struct ElementCollector : ITableVisitor
{
    private readonly NativeList<nint> _found;

    /// <summary>Collects into a list, which is emptied first.</summary>
    public ElementCollector(NativeList<nint> found)
    {
        found.Clear();
        _found = found;
    }

    /// <inheritdoc/>
    public void Visit(byte* element) => _found.Add((nint)element);
}
