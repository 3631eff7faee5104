using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Strings;

public sealed class AllocationTests : IDisposable
{
    private readonly CommandHarness _h = new();

    public void Dispose() => _h.Dispose();

    [Theory]
    [InlineData("GET k")]
    [InlineData("GET nokey")]
    [InlineData("SET k value")]
    [InlineData("SET k 12")]
    [InlineData("SET k value EX 100")]
    [InlineData("SET k value XX KEEPTTL GET")]
    [InlineData("INCR n")]
    [InlineData("INCRBY n 7")]
    [InlineData("INCRBYFLOAT f 0.25")]
    [InlineData("MGET k n nokey")]
    [InlineData("MSET k a b 2 c cc")]
    [InlineData("APPEND tail x")]
    [InlineData("SETRANGE k 2 x")]
    [InlineData("GETRANGE k 0 -1")]
    [InlineData("STRLEN k")]
    [InlineData("SETBIT bits 100 1")]
    [InlineData("GETBIT bits 100")]
    [InlineData("BITCOUNT bits")]
    [InlineData("BITOP OR d k bits")]
    [InlineData("BITFIELD bits INCRBY i5 100 1 GET u4 0")]
    [InlineData("PFADD h a b c")]
    [InlineData("PFCOUNT h")]
    [InlineData("PFMERGE h2 h")]
    [InlineData("LCS k n")]
    public void Commands_OnOrdinaryPaths_AllocateNothing(string line)
    {
        _h.RunLine("MSET k abc n 1 f 1.5");
        _h.RunLine("SETBIT bits 1000 1");
        _h.RunLine("PFADD h x y z");
        Assert.Equal(0, _h.AllocatedBy(line));
    }

    [Fact]
    public void Commands_OnADeletedKeyEachTime_AllocateNothing()
    {
        Assert.Equal(0, _h.AllocatedBy("GETDEL k"));
        Assert.Equal(0, _h.AllocatedBy("SETNX k v"));
    }
}
