namespace MtcpRedis.Keyspace.Structures;

/// <summary>
/// The place of an element inside a list, or none. Valid until the list changes, except where an operation says what becomes of it.
/// </summary>
public readonly unsafe struct ListCursor
{
    internal ListCursor(QuicklistNode* node, int offset)
    {
        Node = node;
        Offset = offset;
    }

    /// <summary>No element.</summary>
    public static ListCursor None => default;

    /// <summary>Whether this is no element.</summary>
    public bool IsNone => Node == null && Offset == Listpack.None;

    /// <summary>The node; null in a list that is one listpack.</summary>
    internal QuicklistNode* Node { get; }

    /// <summary>Position in the listpack; 0 for the element of a plain node.</summary>
    internal int Offset { get; }
}
