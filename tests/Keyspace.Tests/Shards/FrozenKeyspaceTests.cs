using MtcpRedis.Keyspace.Settings;
using MtcpRedis.Keyspace.Shards;
using MtcpRedis.Keyspace.Tests.Commands;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Shards;

/// <summary>While clients are paused nothing is removed because of its time or of full memory.</summary>
public sealed class FrozenKeyspaceTests : IDisposable
{
    private readonly CommandHarness _h = new();

    private KeyspaceShard Shard => _h.Keyspace.Shards[0];

    public void Dispose() => _h.Dispose();

    [Fact]
    public void BackgroundWork_Frozen_ExpiresNothingUntilItIsOver()
    {
        _h.Run("SET", "k", "v", "PX", "10");
        _h.Keyspace.FrozenUntil = _h.Now + 1000;
        _h.Now += 500;
        Shard.DoBackgroundWork(_h.Now);
        Assert.Equal(1, Shard.Databases[0].Count);
        _h.Now += 500;
        Shard.DoBackgroundWork(_h.Now);
        Assert.Equal(0, Shard.Databases[0].Count);
    }

    [Fact]
    public void BackgroundWork_FrozenOverTheLimit_EvictsNothingUntilItIsOver()
    {
        for (int i = 0; i < 100; i++)
            _h.Run("SET", $"k{i}", "v");
        _h.Settings = _h.Settings with { MaxMemory = 1, MaxMemoryPolicy = EvictionPolicy.AllKeysRandom, MaxMemoryEvictionTenacity = 100 };
        _h.Keyspace.FrozenUntil = _h.Now + 1000;
        Shard.DoBackgroundWork(_h.Now);
        Assert.True(Eviction.HasRoom(Shard));
        Assert.Equal(100, Shard.Databases[0].Count);
        _h.Now += 1000;
        Shard.DoBackgroundWork(_h.Now);
        Assert.Equal(0, Shard.Databases[0].Count);
    }

    [Fact]
    public void Find_ReadingWhileFrozen_ExpiredKeyIsGoneAndStays()
    {
        _h.Run("SET", "k", "v", "PX", "10");
        _h.Notify();
        _h.Keyspace.FrozenUntil = _h.Now + 1000;
        _h.Now += 500;
        Shard.Begin(_h.Now);
        Shard.BeginReading();
        Assert.True(Shard.Databases[0].FindForRead("k"u8).IsNull);
        Assert.Equal("keymiss k", _h.TakeEvents());
        Assert.Equal(1, Shard.Databases[0].Count);
    }

    /// <summary>A write that was under way when the pause began must find the place free.</summary>
    [Fact]
    public void Run_WriteWhileFrozen_ReplacesTheExpiredKey()
    {
        _h.Run("SET", "k", "v", "PX", "10");
        _h.Keyspace.FrozenUntil = _h.Now + 1000;
        _h.Now += 500;
        Assert.Equal(":1\r\n", _h.RunLine("RPUSH k a"));
        Assert.Equal(1, Shard.Databases[0].Count);
    }
}
