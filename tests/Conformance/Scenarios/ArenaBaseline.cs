using System.Globalization;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>Remembers what the arenas of an empty server hold, and checks that FLUSHALL brings them back to it.</summary>
public sealed class ArenaBaseline
{
    private const string Field = "used_memory_arenas";
    private readonly ServerProcess _server;
    private readonly long? _bytes;

    public ArenaBaseline(ServerProcess server)
    {
        _server = server;
        _bytes = Read();
    }

    /// <summary>Empties the server and compares, to the byte.</summary>
    public void AssertRestored()
    {
        using (var client = _server.Connect())
        {
            client.Must("FLUSHALL", "SYNC");
        }

        Assert.Equal(_bytes, Read());
    }

    /// <summary>A field of INFO as a number; null where the server has no such field.</summary>
    public static long? Info(RespClient client, string section, string field)
    {
        var line = client.Must("INFO", section).Text.Split("\r\n").FirstOrDefault(l => l.StartsWith(field + ":", StringComparison.Ordinal));
        return line is null ? null : long.Parse(line.AsSpan(field.Length + 1), CultureInfo.InvariantCulture);
    }

    private long? Read()
    {
        using var client = _server.Connect();
        var bytes = Info(client, "memory", Field);
        Assert.True(bytes is not null || _server is not MtcpRedisProcess, $"INFO memory has no field {Field}");
        return bytes;
    }
}
