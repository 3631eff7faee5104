using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Scenarios;

/// <summary>A real Redis and the server under test, for scenarios that ask both and compare.</summary>
public sealed class Pair : IDisposable
{
    public Pair(int cores, params string[] extra)
    {
        Reference = new RedisServerProcess(extra);
        try
        {
            Subject = Scenarios.Subject.Start(cores, extra);
        }
        catch
        {
            Reference.Dispose();
            throw;
        }
    }

    public ServerProcess Reference { get; }

    public ServerProcess Subject { get; }

    /// <summary>Does the same on both and returns what each gave.</summary>
    public (T Expected, T Actual) Both<T>(Func<ServerProcess, T> ask) => (ask(Reference), ask(Subject));

    public void Dispose()
    {
        Subject.Dispose();
        Reference.Dispose();
    }
}
