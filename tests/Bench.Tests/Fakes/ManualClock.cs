using MtcpRedis.Bench.Load;

namespace MtcpRedis.Bench.Tests.Fakes;

/// <summary>Virtual time: it stands still until it is moved.</summary>
internal sealed class ManualClock : NanoClock
{
    private long _now = 1_000_000_000;

    public override long Now => _now;

    public void AdvanceTo(long time) => _now = Math.Max(_now, time);
}
