using MtcpRedis.Network.Support;

namespace MtcpRedis.Network.Links;

/// <summary>One node for each kind of link, started when first asked for and shared by the tests of a class.</summary>
public sealed class Labs : IDisposable
{
    private readonly Dictionary<LinkKind, Lab> _labs = [];

    /// <summary>The node at the end of such a link, emptied.</summary>
    public Lab Over(LinkKind kind)
    {
        if (!_labs.TryGetValue(kind, out var lab) || lab.Node.HasExited)
        {
            lab?.Dispose();
            _labs[kind] = lab = new Lab(kind);
        }

        using var client = lab.Node.Connect();
        client.Must("FLUSHALL", "SYNC");
        return lab;
    }

    public void Dispose()
    {
        foreach (var lab in _labs.Values)
        {
            lab.Dispose();
        }
    }
}
