using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>CLIENT PAUSE: what waits, what passes, and that nothing expires or is evicted meanwhile.</summary>
[Trait("Family", "scenarios")]
public sealed class PauseTests : IDisposable
{
    private readonly Pair _pair = new(cores: 4);

    public void Dispose() => _pair.Dispose();

    [Fact]
    public void PausedWrites_KeysPastTheirTime_AreGoneToReadersAndNotRemoved()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            for (int i = 0; i < 20; i++)
                client.Must("SET", $"k{i}", "v", "PX", "1000");
            client.Must("CLIENT", "PAUSE", "100000", "WRITE");
            Thread.Sleep(1100);
            var answers = new List<string>();
            foreach (string line in (string[])
                ["DBSIZE", "GET k1", "EXISTS k1 k2", "TTL k3", "TYPE k4", "OBJECT ENCODING k5", "KEYS *", "MGET k6 k7", "DBSIZE"])
            {
                answers.Add($"{line}: {client.Must(line.Split(' '))}");
            }
            client.CallAll([new("MULTI"), new("GET", "k1"), new("EXEC")]);
            answers.Add($"{client.Must("DBSIZE")}");
            client.Must("CLIENT", "UNPAUSE");
            while (client.Must("DBSIZE").Text != "0")
                Thread.Sleep(10);
            return answers;
        });
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void PausedWrites_MemoryOverTheLimit_NothingIsEvictedMeanwhile()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            for (int i = 0; i < 200; i++)
                client.Must("SET", $"k{i}", new string('v', 10_000));
            client.Must("CLIENT", "PAUSE", "100000", "WRITE");
            client.Must("CONFIG", "SET", "maxmemory", "1mb", "maxmemory-policy", "allkeys-random");
            Thread.Sleep(300);
            string during = client.Must("DBSIZE").Text;
            client.Must("CLIENT", "UNPAUSE");
            while (client.Must("DBSIZE").Text == during)
            {
                client.Call("SET", "k0", "v");
                Thread.Sleep(10);
            }
            client.Must("CONFIG", "SET", "maxmemory", "0");
            return during;
        });
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData("WRITE", "SET x 1")]
    [InlineData("WRITE", "PUBLISH a b")]
    [InlineData("WRITE", "PFCOUNT h")]
    [InlineData("WRITE", "FLUSHALL")]
    [InlineData("WRITE", "SORT l")]
    [InlineData("WRITE", "BLPOP l 0.01")]
    [InlineData("WRITE", "GET x")]
    [InlineData("WRITE", "PING")]
    [InlineData("WRITE", "SET a")]
    [InlineData("ALL", "PING")]
    [InlineData("ALL", "CLIENT ID")]
    [InlineData("ALL", "NOSUCH")]
    [InlineData("ALL", "GET")]
    public void Pause_OneCommand_WaitsOrPassesAsInRedis(string mode, string command)
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            client.Must("CLIENT", "PAUSE", "300", mode);
            var waited = System.Diagnostics.Stopwatch.StartNew();
            client.Call(command.Split(' '));
            return waited.ElapsedMilliseconds > 200;
        });
        Assert.Equal(expected, actual);
    }

    [Fact]
    public void PausedWrites_WriteInsideATransaction_IsNotEvenQueued()
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            client.Must("MULTI");
            using var admin = server.Connect();
            admin.Must("CLIENT", "PAUSE", "300", "WRITE");
            var waited = System.Diagnostics.Stopwatch.StartNew();
            string reply = client.Call("SET", "x", "1").Text;
            return (reply, waited.ElapsedMilliseconds > 200);
        });
        Assert.Equal(expected, actual);
    }
}
