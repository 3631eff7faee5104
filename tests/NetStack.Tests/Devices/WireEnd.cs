using MtcpRedis.NetStack.Devices;
using Xunit;

namespace MtcpRedis.NetStack.Tests.Devices;

/// <summary>The end of a wire in memory whose stacks are gone.</summary>
internal static class WireEnd
{
    /// <summary>Takes off the wire what nobody will receive any more; every packet must be back in the pool then.</summary>
    internal static void DrainAndCheck(InMemoryNicPair pair)
    {
        var burst = new PacketBuffer[64];
        foreach (var queue in new[] { pair.A, pair.B })
        {
            for (int count; (count = queue.ReceiveBurst(burst)) > 0;)
                queue.Free(burst.AsSpan(0, count));
        }
        Assert.Equal(pair.Pool.Count, pair.Pool.Available);
    }
}
