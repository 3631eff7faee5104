using System.Net.Sockets;
using MtcpRedis.Conformance.Scenarios;
using MtcpRedis.TestKit;
using Xunit;

namespace MtcpRedis.Network.Clients;

/// <summary>Clients that write and read back all the time, every byte checked, while something else happens to the node.</summary>
public sealed class GoodClients : IAsyncDisposable
{
    private const int MaxValue = 8 * 1024;

    private readonly CancellationTokenSource _limit = new(TimeSpan.FromMinutes(20));
    private readonly List<Socket> _sockets = [];
    private readonly long[] _rounds;
    private readonly Task[] _work;
    private volatile bool _enough;

    /// <summary>Connects them and sets them to work.</summary>
    public GoodClients(ServerProcess server, int count)
    {
        _rounds = new long[count];
        _work = new Task[count];
        var noise = new byte[1 << 20];
        var random = new Random(count);
        random.NextBytes(noise);
        for (var i = 0; i < count; i++)
        {
            var (number, socket) = (i, server.OpenSocket());
            _sockets.Add(socket);
            socket.Connect(server.EndPoint);
            var script = Script(number, random, noise);
            _work[i] = Task.Run(() => WorkAsync(number, socket, script));
        }
    }

    /// <summary>Rounds of the client that did fewest.</summary>
    public long FewestRounds => Enumerable.Range(0, _rounds.Length).Min(i => Volatile.Read(ref _rounds[i]));

    /// <summary>Waits until every one of them has done so many rounds more.</summary>
    public async Task AwaitRoundsAsync(int more)
    {
        var goal = _rounds.Select(r => r + more).ToArray();
        while (Enumerable.Range(0, goal.Length).Any(i => Volatile.Read(ref _rounds[i]) < goal[i]))
        {
            var failed = Array.Find(_work, w => w.IsFaulted || w.IsCanceled);
            await (failed ?? Task.Delay(5));
        }
    }

    /// <summary>Ends their work; fails if any of them was not served or got a wrong byte.</summary>
    public async Task FinishAsync()
    {
        _enough = true;
        await Task.WhenAll(_work);
        Assert.All(_rounds, r => Assert.True(r > 0));
    }

    public async ValueTask DisposeAsync()
    {
        _enough = true;
        await _limit.CancelAsync();
        foreach (var socket in _sockets)
        {
            socket.Dispose();
        }

        // Whoever wants to know how it went has called FinishAsync.
        await Task.WhenAll(_work).ContinueWith(static _ => { }, TaskScheduler.Default);
        _limit.Dispose();
    }

    private static ByteScript Script(int number, Random random, byte[] noise)
    {
        var script = new ByteScript(noise);
        for (var i = 0; i < 4; i++)
        {
            var length = random.Next(MaxValue);
            script.WriteAndReadBack($"good:{number}:{i}", random.Next(noise.Length - length), length);
        }

        return script;
    }

    private async Task WorkAsync(int number, Socket socket, ByteScript script)
    {
        while (!_enough)
        {
            await script.RunAsync(socket, _limit.Token);
            Volatile.Write(ref _rounds[number], _rounds[number] + 1);
        }
    }
}
