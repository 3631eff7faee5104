using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>A thousand connections at once, each with a pipeline of values between nothing and a mebibyte, every byte checked.</summary>
public static class ThousandClients
{
    private const int Connections = 1_000;
    private const int Rounds = 4;
    private const int MaxValue = 1 << 20;
    private const long MaxResident = 1L << 30;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(4);

    /// <summary>Lets them write and read back, and checks that nothing of them is left behind.</summary>
    public static async Task RunAsync(ServerProcess server)
    {
        var baseline = new ArenaBaseline(server);
        var random = new Random(4711);
        var noise = new byte[4 * MaxValue];
        random.NextBytes(noise);
        using var limit = new CancellationTokenSource(s_limit);
        var scripts = Enumerable.Range(0, Connections).Select(n => Script(n, random, noise)).ToList();
        await Task.WhenAll(scripts.Select(s => s.RunAsync(server, limit.Token)));
        Assert.False(server.HasExited, server.Log);
        Assert.InRange(server.ResidentBytes, 1, MaxResident);
        baseline.AssertRestored();
    }

    private static ByteScript Script(int number, Random random, byte[] noise)
    {
        var script = new ByteScript(noise);
        for (var round = 0; round < Rounds; round++)
        {
            var length = Length(number, round, random);
            script.WriteAndReadBack($"key:{number}", random.Next(noise.Length - length), length);
            script.WriteAndReadBack($"key:{number}:{round}", random.Next(noise.Length - 64), random.Next(64));
        }

        return script;
    }

    /// <summary>Sizes spread evenly over the powers of two, with the ends always among them.</summary>
    private static int Length(int number, int round, Random random) => (number + round) switch
    {
        var n when n % 100 == 0 => 0,
        var n when n % 100 == 1 => MaxValue,
        _ => (int)Math.Pow(2, random.NextDouble() * 20),
    };
}
