using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>WATCH on keys whose time has come already: their removal is no change, whoever removes them.</summary>
[Trait("Family", "scenarios")]
public sealed class WatchedExpiryTests : IDisposable
{
    private readonly Pair _pair = new(4, "--enable-debug-command", "yes");

    public void Dispose() => _pair.Dispose();

    [Theory]
    [InlineData("PING")]
    [InlineData("GET k")]
    [InlineData("DEL k")]
    [InlineData("SET k 2")]
    [InlineData("GET k; SET k 2")]
    [InlineData("FLUSHALL")]
    [InlineData("FLUSHALL; SET k 2")]
    [InlineData("SWAPDB 0 1")]
    [InlineData("SELECT 1; SET k 2; SWAPDB 0 1")]
    [InlineData("SELECT 1; SET k 2 PX 1; SWAPDB 0 1")]
    public void KeyExpiredBeforeWatch_AnotherClientActs_ExecRunsAsInRedis(string actions)
    {
        var (expected, actual) = _pair.Both(server =>
        {
            using var client = server.Connect();
            using var other = server.Connect();
            client.Must("DEBUG", "SET-ACTIVE-EXPIRE", "0");
            client.Must("SET", "k", "1", "PX", "1");
            Thread.Sleep(20);
            client.Must("WATCH", "k");
            foreach (string action in actions.Split("; "))
            {
                other.Must(action.Split(' '));
                Thread.Sleep(10);
            }
            client.Must("MULTI");
            client.Must("PING");
            return client.Must("EXEC").ToString();
        });
        Assert.Equal(expected, actual);
    }
}
