using System.Text;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>More connections than <c>maxclients</c> allows.</summary>
[Trait("Family", "scenarios")]
public class ConnectionFloodTests
{
    private const int Allowed = 40;
    private const string Refusal = "-ERR max number of clients reached\r\n";

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public void Flood_PastMaxclients_TheRestAreToldAndTheFirstAreServed(int cores)
    {
        using var server = Subject.Start(cores, "--maxclients", $"{Allowed}");
        var kept = new List<RespClient>();
        var refused = 0;
        for (var i = 0; i < 5 * Allowed; i++)
        {
            var client = server.Connect();
            if (IsRefused(client))
            {
                refused++;
                client.Dispose();
            }
            else
            {
                kept.Add(client);
            }
        }

        // A connection that the start-up check left behind may still be counted for a moment.
        Assert.InRange(kept.Count, Allowed - 1, Allowed);
        Assert.Equal(5 * Allowed, kept.Count + refused);
        Assert.All(kept, c => Assert.Equal("PONG", c.Must("PING").Text));
        Assert.True(ArenaBaseline.Info(kept[0], "stats", "rejected_connections") >= refused, "INFO does not count the refused");
        kept.ForEach(c => c.Dispose());
        AssertFreedAgain(server);
    }

    private static bool IsRefused(RespClient client)
    {
        try
        {
            var reply = client.Call("PING");
            if (!reply.IsError)
            {
                return false;
            }

            Assert.Equal(Refusal, $"-{reply.Text}\r\n");
            Assert.Equal("", Encoding.Latin1.GetString(client.ReceiveUntilClosed()));
            return true;
        }
        catch (RespConnectionClosedException closed)
        {
            // The reset that follows the refusal may overtake our PING; the words must have arrived all the same.
            Assert.Contains("send failed", closed.Message, StringComparison.Ordinal);
            Assert.Equal(Refusal, Encoding.Latin1.GetString(client.ReceiveUntilClosed()));
            return true;
        }
    }

    private static void AssertFreedAgain(ServerProcess server)
    {
        var deadline = DateTime.UtcNow.AddSeconds(20);
        while (true)
        {
            using var client = server.Connect();
            if (!IsRefused(client))
            {
                return;
            }

            Assert.True(DateTime.UtcNow < deadline, "places do not become free");
        }
    }
}
