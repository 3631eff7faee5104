using MtcpRedis.Keyspace.Settings;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Commands.Generic;

/// <summary>OBJECT REFCOUNT: integers that Redis shares count as shared, by the way they came to be.</summary>
public sealed class ReferenceCountTests : IDisposable
{
    private const string Shared = ":2147483647\r\n";
    private const string Single = ":1\r\n";

    private readonly CommandHarness _h = new(shards: 4);

    public void Dispose() => _h.Dispose();

    [Theory]
    [InlineData("SET a 0", Shared)]
    [InlineData("SET a 9999", Shared)]
    [InlineData("SET a 10000", Single)]
    [InlineData("SET a -1", Single)]
    [InlineData("SET a 007", Single)]
    [InlineData("SET a text", Single)]
    [InlineData("SETEX a 100 5", Shared)]
    [InlineData("MSET a 5", Shared)]
    [InlineData("GETSET a 5", Shared)]
    [InlineData("INCRBY a 7", Shared)]
    [InlineData("APPEND a 7", Shared)]
    [InlineData("SETRANGE a 0 7", Single)]
    [InlineData("INCRBYFLOAT a 7", Single)]
    [InlineData("RPUSH a 7", Single)]
    [InlineData("SADD a 7", Single)]
    public void RefCount_ValueMadeByOneCommand_IsThatOfRedis(string command, string count)
    {
        _h.RunLine(command);
        Assert.Equal(count, _h.RunLine("OBJECT REFCOUNT a"));
    }

    [Fact]
    public void RefCount_CounterThatLeavesTheSmallOnes_IsOneUntilItIsBack()
    {
        _h.RunLine("SET a 9999");
        _h.RunLine("INCR a");
        Assert.Equal(Single, _h.RunLine("OBJECT REFCOUNT a"));
        _h.RunLine("DECR a");
        Assert.Equal(Shared, _h.RunLine("OBJECT REFCOUNT a"));
    }

    [Fact]
    public void RefCount_Copy_IsAValueOfItsOwnWhereverItGoes()
    {
        _h.RunLine("SET a 5");
        _h.RunLine("COPY a b");
        Assert.Equal(Single, _h.RunLine("OBJECT REFCOUNT b"));
        _h.RunLine("EXPIRE b 100");
        for (int i = 0; i < 8; i++)
            _h.RunLine($"RENAME {(i == 0 ? "b" : $"b{i - 1}")} b{i}");
        Assert.Equal(Single, _h.RunLine("OBJECT REFCOUNT b7"));
        _h.RunLine("SET b7 5");
        Assert.Equal(Shared, _h.RunLine("OBJECT REFCOUNT b7"));
        Assert.Equal(Shared, _h.RunLine("OBJECT REFCOUNT a"));
    }

    [Theory]
    [InlineData(EvictionPolicy.AllKeysLru, Single)]
    [InlineData(EvictionPolicy.VolatileLru, Single)]
    [InlineData(EvictionPolicy.AllKeysLfu, Single)]
    [InlineData(EvictionPolicy.VolatileLfu, Single)]
    [InlineData(EvictionPolicy.AllKeysRandom, Shared)]
    [InlineData(EvictionPolicy.VolatileRandom, Shared)]
    [InlineData(EvictionPolicy.VolatileTtl, Shared)]
    [InlineData(EvictionPolicy.NoEviction, Shared)]
    public void RefCount_MemoryIsLimited_DependsOnThePolicyWhenTheValueWasMade(EvictionPolicy policy, string count)
    {
        _h.RunLine("SET before 5");
        _h.Settings = _h.Settings with { MaxMemoryPolicy = policy };
        _h.RunLine("SET unlimited 5");
        _h.Settings = _h.Settings with { MaxMemory = 1L << 30 };
        _h.RunLine("SET set 5");
        _h.RunLine("INCR counted");
        Assert.Equal(Shared, _h.RunLine("OBJECT REFCOUNT before"));
        Assert.Equal(Shared, _h.RunLine("OBJECT REFCOUNT unlimited"));
        Assert.Equal(count, _h.RunLine("OBJECT REFCOUNT set"));
        Assert.Equal(count, _h.RunLine("OBJECT REFCOUNT counted"));
        _h.Settings = _h.Settings with { MaxMemory = 0 };
        Assert.Equal(count, _h.RunLine("OBJECT REFCOUNT set"));
        _h.RunLine("INCR before");
        Assert.Equal(Shared, _h.RunLine("OBJECT REFCOUNT before"));
    }
}
