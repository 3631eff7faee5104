using System.Text;

namespace MtcpRedis.Bench.Replies;

/// <summary>Makes the bytes of requests and expected replies, before a test starts.</summary>
internal static class RespBytes
{
    /// <summary>One bulk string.</summary>
    public static byte[] Bulk(ReadOnlySpan<byte> value) => [.. Encoding.ASCII.GetBytes($"${value.Length}\r\n"), .. value, .. "\r\n"u8];

    /// <summary>An array of bulk strings, which is also how a command is sent.</summary>
    public static byte[] Array(params IReadOnlyList<byte[]> elements) =>
        [.. Encoding.ASCII.GetBytes($"*{elements.Count}\r\n"), .. elements.SelectMany(e => Bulk(e))];

    /// <summary>An array that holds one value many times.</summary>
    public static byte[] ArrayOf(byte[] value, int count) => Array([.. Enumerable.Repeat(value, count)]);
}
