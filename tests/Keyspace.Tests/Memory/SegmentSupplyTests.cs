using System.Runtime.InteropServices;
using MtcpRedis.Keyspace.Memory;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Memory;

public sealed unsafe partial class SegmentSupplyTests
{
    private const int FullReserve = SegmentReserve.Depth * Segment.Length;
    private const int AlmostASegment = Segment.Length - Segment.PageSize;

    [Fact]
    public void Supply_ArenaWithOneSegment_MakesNothingReady()
    {
        using var supply = new SegmentSupply(static () => 0);
        using var arena = new Arena(supply);
        arena.Allocate(1000);
        Assert.False(supply.Tend());
        Assert.Equal(0, supply.ReadyBytes);
    }

    [Fact]
    public void Supply_ArenaThatGrows_GetsSegmentsThatHaveTheirMemory()
    {
        using var supply = new SegmentSupply(static () => 0);
        using var arena = new Arena(supply);
        Grow(arena, segments: 2);
        Assert.True(supply.Tend());
        Assert.Equal(FullReserve, supply.ReadyBytes);
        long mapped = arena.MappedBytes;
        byte* block = Grow(arena, segments: 1);
        Assert.Equal(FullReserve - Segment.Length, supply.ReadyBytes);
        Assert.Equal(mapped + Segment.Length, arena.MappedBytes);
        Assert.All(ResidentPages((byte*)Segment.Of(block) - ((nint)Segment.Of(block) & (Segment.Length - 1))), Assert.True);
        Assert.True(supply.Tend());
        Assert.Equal(FullReserve, supply.ReadyBytes);
    }

    [Fact]
    public void Supply_SegmentTaken_IsZeroed()
    {
        using var supply = new SegmentSupply(static () => 0);
        SegmentReserve reserve = supply.Reserve();
        Assert.True(reserve.Take() == null);
        supply.Tend();
        byte* segment = reserve.Take();
        Assert.True(segment != null);
        Assert.Equal(0, (nint)segment & (Segment.Length - 1));
        Assert.Equal(-1, new Span<byte>(segment, Segment.Length).IndexOfAnyExcept((byte)0));
        OsMemory.Unmap(segment, Segment.Length);
        reserve.Dispose();
    }

    [Fact]
    public void Supply_NothingTakenForLong_ReturnsWhatIsReady()
    {
        long now = 5;
        using var supply = new SegmentSupply(() => now);
        using var arena = new Arena(supply);
        Grow(arena, segments: 3);
        supply.Tend();
        now += SegmentReserve.LingerMilliseconds - 1;
        Assert.True(supply.Tend());
        Assert.Equal(FullReserve, supply.ReadyBytes);
        now++;
        Assert.False(supply.Tend());
        Assert.Equal(0, supply.ReadyBytes);
    }

    [Fact]
    public void Supply_ArenaTrimmed_ReturnsWhatIsReadyUntilItGrowsAgain()
    {
        using var supply = new SegmentSupply(static () => 0);
        using var arena = new Arena(supply);
        Grow(arena, segments: 3);
        supply.Tend();
        arena.Trim();
        Assert.Equal(0, supply.ReadyBytes);
        Assert.False(supply.Tend());
        Grow(arena, segments: 1);
        Assert.True(supply.Tend());
        Assert.Equal(FullReserve, supply.ReadyBytes);
    }

    [Fact]
    public void Supply_ArenaDisposed_HasNothingReadyAndFillsItNoMore()
    {
        using var supply = new SegmentSupply(static () => 0);
        SegmentReserve reserve = supply.Reserve();
        reserve.Take();
        supply.Tend();
        Assert.Equal(FullReserve, reserve.ReadyBytes);
        reserve.Dispose();
        Assert.Equal(0, reserve.ReadyBytes);
        Assert.False(reserve.FillOne());
        Assert.False(supply.Tend());
    }

    [Fact]
    public void Supply_SeveralArenas_AreServedAlike()
    {
        using var supply = new SegmentSupply(static () => 0);
        using var first = new Arena(supply);
        using var second = new Arena(supply);
        Grow(first, segments: 2);
        Grow(second, segments: 2);
        supply.Tend();
        Assert.Equal(2 * FullReserve, supply.ReadyBytes);
        first.Dispose();
        Assert.Equal(FullReserve, supply.ReadyBytes);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Supply_WithItsThread_ArenasKeepContentsAndReturnToBaseline(int seed)
    {
        using var supply = SegmentSupply.Start();
        for (int round = 0; round < 3; round++)
        {
            using var arena = new Arena(supply);
            var model = new ArenaModel(arena, seed + round);
            for (int i = 0; i < 3000; i++)
            {
                model.Step(random => random.Next(10, 60_000), i < 2000 ? 0.7 : 0.3);
            }

            Assert.True(arena.MappedBytes > 4 * Segment.Length);
            model.CheckSum();
            model.FreeAll();
            arena.Trim();
            Assert.Equal(0, arena.MappedBytes);
            Assert.Equal(0, arena.UsedBytes);
        }

        Assert.Equal(0, supply.ReadyBytes);
    }

    [Fact]
    public void Supply_DisposedBeforeItsArenas_TheyMapForThemselves()
    {
        using var supply = SegmentSupply.Start();
        using var arena = new Arena(supply);
        Grow(arena, segments: 2);
        supply.Dispose();
        Grow(arena, segments: 5);
        Assert.Equal(7 * AlmostASegment, arena.UsedBytes);
    }

    // Seven blocks of nine pages fill a segment but for its header.
    private static byte* Grow(Arena arena, int segments)
    {
        byte* last = null;
        for (int i = 0; i < segments * 7; i++)
        {
            last = arena.Allocate(9 * Segment.PageSize);
        }

        return last;
    }

    private static bool[] ResidentPages(byte* segment)
    {
        var pages = new byte[Segment.Length / OsMemory.PageSize];
        fixed (byte* vector = pages)
        {
            Assert.Equal(0, mincore(segment, Segment.Length, vector));
        }

        return Array.ConvertAll(pages, page => (page & 1) != 0);
    }

    [LibraryImport("libc")]
    private static partial int mincore(void* address, nuint length, byte* vector);
}
