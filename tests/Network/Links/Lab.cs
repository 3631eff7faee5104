using MtcpRedis.Network.Support;

namespace MtcpRedis.Network.Links;

/// <summary>A node on its own stack, and the network around it.</summary>
public sealed class Lab : IDisposable
{
    /// <summary>Builds the network and starts the node.</summary>
    /// <param name="kind">What lies between node and clients.</param>
    /// <param name="extra">Further directives as on its command line: <c>--name</c>, <c>value</c> ...</param>
    public Lab(LinkKind kind, params string[] extra)
        : this(Link.Make(kind), extra)
    {
    }

    /// <summary>Starts the node at a network that belongs to this from now on.</summary>
    public Lab(Link link, params string[] extra)
    {
        Link = link;
        try
        {
            Node = new StackNode(Link, extra);
        }
        catch
        {
            Link.Dispose();
            throw;
        }
    }

    public Link Link { get; }

    public StackNode Node { get; }

    /// <summary>Where the clients are.</summary>
    public NetworkNamespace Peer => Link.ClientSide;

    public void Dispose()
    {
        Node.Dispose();
        Link.Dispose();
    }
}
