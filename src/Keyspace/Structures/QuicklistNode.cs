using System.Diagnostics;

namespace MtcpRedis.Keyspace.Structures;

/// <summary>
/// Header of one node of a quicklist; the data follows in the same block. A packed node holds a listpack of one or more
/// elements, a plain node one large element as it is.
/// </summary>
internal unsafe struct QuicklistNode
{
    internal QuicklistNode* Previous;
    internal QuicklistNode* Next;

    /// <summary>Elements; never 0 while the node is linked.</summary>
    internal int Count;

    /// <summary>Bytes of the element of a plain node, 0 for a packed one.</summary>
    internal int PlainLength;

    /// <summary>
    /// Bytes between this header and the data: room for entries that come to the front, left by those that went from there. 0 for a plain node.
    /// </summary>
    internal int Start;

    internal readonly bool IsPlain => PlainLength != 0;

    /// <summary>Bytes from the block's start to the data.</summary>
    internal readonly int Prefix => sizeof(QuicklistNode) + Start;

    /// <summary>Listpack or element of <paramref name="node"/>.</summary>
    internal static byte* Data(QuicklistNode* node) => (byte*)node + node->Prefix;

    internal static ElementValue Read(QuicklistNode* node, int offset)
    {
        Debug.Assert(node->IsPlain == (offset == 0));
        return offset == 0 ? new ElementValue(Data(node), node->PlainLength) : Listpack.Read(Data(node), offset);
    }

    /// <summary>Offset of the first element, as a cursor holds it.</summary>
    internal static int First(QuicklistNode* node) => node->IsPlain ? 0 : Listpack.First(Data(node));

    /// <summary>Offset of the last element, as a cursor holds it.</summary>
    internal static int Last(QuicklistNode* node) => node->IsPlain ? 0 : Listpack.Last(Data(node));
}
