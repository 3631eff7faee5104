using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Structures;

/// <summary>Blocks as redis-server 7.0.15 dumps them: "values|hex", where a long block is "#" and its SHA-256.</summary>
internal static class GoldenFile
{
    internal static IEnumerable<(byte[][] Values, string Block)> Read(string name, [CallerFilePath] string here = "")
    {
        var lines = File.ReadAllLines(Path.Combine(Path.GetDirectoryName(here)!, "Data", name));
        Assert.True(lines.Length >= 10);
        return lines.Select(line => line.Split('|')).Select(fields => (fields[0].Split(',').Select(Expand).ToArray(), fields[1]));
    }

    internal static void AssertBlock(string expected, ReadOnlySpan<byte> block) =>
        Assert.Equal(expected, expected[0] == '#' ? "#" + Convert.ToHexStringLower(SHA256.HashData(block)) : Convert.ToHexStringLower(block));

    private static byte[] Expand(string value) =>
        Encoding.ASCII.GetBytes(value.StartsWith("x*", StringComparison.Ordinal) ? new string('x', int.Parse(value[2..])) : value);
}
