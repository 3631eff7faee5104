using MtcpRedis.Conformance.Runs;
using MtcpRedis.Conformance.Streams;
using MtcpRedis.Network.Links;
using MtcpRedis.Network.Support;
using MtcpRedis.TestKit;

namespace MtcpRedis.Network.Conformance;

/// <summary>A real Redis on the loopback interface, and our server behind its own stack.</summary>
public sealed class StackDuel : IDisposable
{
    private readonly RedisServerProcess _reference;
    private readonly Lab _lab;

    public StackDuel(LinkKind kind)
    {
        _reference = new RedisServerProcess();
        try
        {
            _lab = new Lab(kind);
            Duel = new Duel(_reference, _lab.Node);
        }
        catch
        {
            _lab?.Dispose();
            _reference.Dispose();
            throw;
        }
    }

    public ConformanceSettings Settings { get; } = ConformanceSettings.FromEnvironment();

    public Duel Duel { get; }

    public void Dispose()
    {
        Duel.Dispose();
        _lab.Dispose();
        _reference.Dispose();
    }
}
