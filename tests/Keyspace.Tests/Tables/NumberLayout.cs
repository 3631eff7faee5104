using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Tests.Tables;

/// <summary>The smallest elements: a number that is its own key.</summary>
internal readonly unsafe struct NumberLayout : ITableLayout
{
    public static ReadOnlySpan<byte> Key(byte* element) => new(element, 8);

    public static byte* Create(Arena arena, long number)
    {
        byte* element = arena.Allocate(8);
        *(long*)element = number;
        return element;
    }
}
