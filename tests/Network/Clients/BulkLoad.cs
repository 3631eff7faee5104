using System.Diagnostics;
using MtcpRedis.Conformance.Scenarios;
using MtcpRedis.Network.Links;
using Xunit.Abstractions;

namespace MtcpRedis.Network.Clients;

/// <summary>Large values both ways, every byte compared.</summary>
/// <param name="Connections">Connections that work at once.</param>
/// <param name="Mebibytes">Sent each way, all connections together.</param>
public sealed record BulkLoad(int Connections, int Mebibytes)
{
    private const int Mebibyte = 1 << 20;
    private static readonly TimeSpan s_limit = TimeSpan.FromMinutes(20);

    /// <summary>Writes and reads back in turn: both directions are busy at once.</summary>
    public Task RunAsync(StackNode node, ITestOutputHelper output) => RunAsync(node, output, "each way", (script, i, key, offset) =>
        script.WriteAndReadBack(key, offset, Mebibyte));

    /// <summary>First everything to the node, then everything from it: one direction at a time.</summary>
    public async Task RunOneWayAsync(StackNode node, ITestOutputHelper output)
    {
        await RunAsync(node, output, "to the node", (script, i, key, offset) => script.Write(key, offset, Mebibyte));
        // Every key holds what was last written to it.
        await RunAsync(node, output, "from the node", (script, i, key, offset) =>
        {
            if (i == 0)
            {
                script.Write(key, 0, Mebibyte);
            }

            script.Read(key, 0, Mebibyte);
        });
    }

    private async Task RunAsync(StackNode node, ITestOutputHelper output, string title, Action<ByteScript, int, string, int> add)
    {
        var noise = new byte[4 * Mebibyte];
        var random = new Random(Mebibytes);
        random.NextBytes(noise);
        var scripts = Enumerable.Range(0, Connections).Select(_ => new ByteScript(noise)).ToArray();
        for (var i = 0; i < Mebibytes; i++)
        {
            add(scripts[i % Connections], i / Connections, $"bulk:{i % Connections}", random.Next(noise.Length - Mebibyte));
        }

        using var limit = new CancellationTokenSource(s_limit);
        var started = Stopwatch.GetTimestamp();
        await Task.WhenAll(scripts.Select(s => s.RunAsync(node, limit.Token)));
        output.WriteLine($"{Mebibytes} MiB {title}: {Mebibytes / Stopwatch.GetElapsedTime(started).TotalSeconds:F0} MiB/s");
    }
}
