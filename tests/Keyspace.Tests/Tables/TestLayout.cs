using System.Text;
using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Tests.Tables;

/// <summary>Elements of the tests: the length of the key in 8 bytes, then the key.</summary>
internal readonly unsafe struct TestLayout : ITableLayout
{
    public static ReadOnlySpan<byte> Key(byte* element) => new(element + 8, *(int*)element);

    public static byte* Create(Arena arena, string key)
    {
        byte[] bytes = Encoding.UTF8.GetBytes(key);
        byte* element = arena.Allocate(8 + bytes.Length);
        *(long*)element = bytes.Length;
        bytes.CopyTo(new Span<byte>(element + 8, bytes.Length));
        return element;
    }

    public static string NameOf(byte* element) => Encoding.UTF8.GetString(Key(element));

    public static ulong HashOf(byte* element) => KeyHash.Of(Key(element));
}
