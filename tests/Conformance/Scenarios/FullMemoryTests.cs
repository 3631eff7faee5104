using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>What is refused while memory is full and nothing may be evicted, in transactions above all.</summary>
[Trait("Family", "scenarios")]
public sealed class FullMemoryTests : IDisposable
{
    private readonly Pair _pair = new(cores: 4);

    public void Dispose() => _pair.Dispose();

    [Fact]
    public void MemoryIsFull_Commands_AreRefusedAlike()
    {
        string[] lines =
        [
            "SET a 2", "GET a", "DEL none", "LPUSH l 1", "LPOP l", "EXPIRE a 100", "RENAME a b", "COPY b c", "BITOP AND d b b", "SORT l STORE x",
            "MULTI", "SET a 3", "GET a", "EXEC",
            "MULTI", "GET a", "DEL a", "EXEC",
            "MULTI", "PING", "DISCARD",
            "PUBLISH a b", "SETBIT b 1 1", "ZADD z 1 a", "HSET h a",
        ];
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            client.Must("SET", "a", "1");
            client.Must("RPUSH", "l", "1", "2");
            client.Must("CONFIG", "SET", "maxmemory", "1");
            return lines.Select(line => $"{line}: {client.Call(line.Split(' '))}").ToList();
        });
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void MemoryFillsUpWhileATransactionIsQueued_ExecWithAWrite_RunsNothing()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            using var admin = server.Connect();
            client.CallAll([new("MULTI"), new("SET", "a", "1"), new("GET", "a")]);
            admin.Must("CONFIG", "SET", "maxmemory", "1");
            string refused = client.Call("EXEC").ToString()!;
            admin.Must("CONFIG", "SET", "maxmemory", "0");
            client.CallAll([new("MULTI"), new("GET", "a")]);
            admin.Must("CONFIG", "SET", "maxmemory", "1");
            return $"{refused} {client.Call("EXEC")} {client.Call("GET", "a")}";
        });
        Assert.Equal(expected, actual);
    }
}
