using MtcpRedis.Conformance.Streams;
using MtcpRedis.TestKit;

namespace MtcpRedis.Conformance.Runs;

/// <summary>A real Redis and our server, shared by the tests of one class.</summary>
public abstract class DuelFixture : IDisposable
{
    private readonly RedisServerProcess _reference;
    private readonly ServerProcess _subject;

    protected DuelFixture(int cores)
    {
        Settings = ConformanceSettings.FromEnvironment();
        _reference = new RedisServerProcess();
        try
        {
            _subject = Settings.AgainstReference ? new RedisServerProcess() : new MtcpRedisProcess(cores);
            Duel = new Duel(_reference, _subject);
        }
        catch
        {
            _subject?.Dispose();
            _reference.Dispose();
            throw;
        }
    }

    public ConformanceSettings Settings { get; }

    public Duel Duel { get; }

    public void Dispose()
    {
        Duel.Dispose();
        _subject.Dispose();
        _reference.Dispose();
        GC.SuppressFinalize(this);
    }
}
