using MtcpRedis.Keyspace.Memory;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Memory;

public sealed unsafe class ArenaTests
{
    private const long MiB = 1024 * 1024;

    public static TheoryData<int, string> Mixes => new()
    {
        { 1, "small" }, { 2, "small" }, { 3, "classes" }, { 4, "paged" }, { 5, "huge" }, { 6, "mixed" }, { 7, "mixed" },
    };

    [Theory]
    [MemberData(nameof(Mixes))]
    public void Arena_RandomOperations_KeepsContentsAndReturnsToBaseline(int seed, string mix)
    {
        using var arena = new Arena();
        var model = new ArenaModel(arena, seed);
        Func<Random, long> sizes = SizesOf(mix);
        int steps = mix is "huge" or "paged" ? 400 : 6000;
        for (int round = 0; round < 3; round++)
        {
            for (int i = 0; i < steps; i++)
            {
                model.Step(sizes, i < steps / 2 ? 0.6 : 0.3);
            }

            model.CheckSum();
        }

        model.FreeAll();
        Assert.Equal(0, arena.UsedBytes);
        Assert.Equal(0, arena.BlockCount);
        arena.Trim();
        Assert.Equal(0, arena.MappedBytes);
    }

    [Fact]
    public void Arena_EverythingFreedWithoutTrim_KeepsLittleAddressSpace()
    {
        using var arena = new Arena();
        var blocks = new List<nint>();
        for (int i = 0; i < 100_000; i++)
        {
            blocks.Add((nint)arena.Allocate(1000));
        }

        Assert.True(arena.MappedBytes > 90 * MiB);
        foreach (nint block in blocks)
        {
            arena.Free((byte*)block);
        }

        Assert.True(arena.MappedBytes <= 8 * MiB, $"{arena.MappedBytes} bytes are still mapped");
    }

    [Fact]
    public void Arena_ManySmallBlocks_MapsLittleMoreThanTheBlocks()
    {
        using var arena = new Arena();
        for (int i = 0; i < 1_000_000; i++)
        {
            arena.Allocate(40);
        }

        Assert.Equal(40_000_000, arena.UsedBytes);
        Assert.InRange(arena.MappedBytes, arena.UsedBytes, (long)(arena.UsedBytes * 1.02) + Segment.Length);
    }

    [Fact]
    public void Arena_BlockFreedAndTakenAgain_UsesTheSamePlace()
    {
        using var arena = new Arena();
        byte* first = arena.Allocate(24);
        arena.Free(first);
        Assert.True(first == arena.Allocate(20));
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(1, 8)]
    [InlineData(8, 8)]
    [InlineData(9, 16)]
    [InlineData(129, 144)]
    [InlineData(1024, 1024)]
    [InlineData(1025, 1088)]
    [InlineData(8193, 8224)]
    [InlineData(8224, 8224)]
    [InlineData(8225, 8704)]
    [InlineData(32768, 32768)]
    [InlineData(32769, 36864)]
    [InlineData(5_000_000, 5_001_216)]
    public void Arena_RoundUp_IsTheSizeOfTheBlock(long request, long expected)
    {
        using var arena = new Arena();
        byte* block = arena.Allocate(request);
        Assert.Equal(expected, Arena.RoundUp(request));
        Assert.Equal(expected, Arena.UsableSize(block));
        Assert.Equal(expected, arena.UsedBytes);
        block[expected - 1] = 1;
        arena.Free(block);
        Assert.Equal(0, arena.UsedBytes);
    }

    [Fact]
    public void Arena_ReallocateWithinTheClass_StaysInPlace()
    {
        using var arena = new Arena();
        byte* block = arena.Allocate(1030);
        Assert.True(block == arena.Reallocate(block, 1088));
        Assert.True(block == arena.Reallocate(block, 1000));
        byte* smaller = arena.Reallocate(block, 500);
        Assert.Equal(512, Arena.UsableSize(smaller));
        Assert.Equal(512, arena.UsedBytes);
    }

    [Fact]
    public void Arena_ReallocateOfPagedBlock_ChangesItsPagesInPlace()
    {
        using var arena = new Arena();
        byte* block = arena.Allocate(100_000);
        block[99_999] = 7;
        Assert.True(block == arena.Reallocate(block, 700_000));
        Assert.Equal(7, block[99_999]);
        Assert.Equal(Arena.RoundUp(700_000), arena.UsedBytes);
        Assert.True(block == arena.Reallocate(block, 150_000));
        Assert.Equal(7, block[99_999]);
        Assert.Equal(Arena.RoundUp(150_000), arena.UsedBytes);
    }

    [Fact]
    public void Arena_ReallocateOfHugeBlocks_KeepsContentsAndAccounting()
    {
        using var arena = new Arena();
        byte* first = arena.Allocate(2 * MiB);
        byte* second = arena.Allocate(3 * MiB);
        first[0] = 1;
        second[(3 * MiB) - 1] = 2;
        first = arena.Reallocate(first, 64 * MiB);
        second = arena.Reallocate(second, 200 * MiB);
        Assert.Equal(1, first[0]);
        Assert.Equal(2, second[(3 * MiB) - 1]);
        Assert.Equal(264 * MiB, arena.UsedBytes);
        second = arena.Reallocate(second, 10);
        first = arena.Reallocate(first, 2 * MiB);
        Assert.Equal(1, first[0]);
        Assert.Equal((2 * MiB) + 16, arena.UsedBytes);
        arena.Free(first);
        arena.Free(second);
        arena.Trim();
        Assert.Equal(0, arena.MappedBytes);
    }

    [Fact]
    public void Arena_ImpossibleRequest_ThrowsAndStaysUsable()
    {
        using var arena = new Arena();
        byte* block = arena.Allocate(100);
        Assert.Throws<OutOfMemoryException>(() => { arena.Allocate(long.MaxValue); });
        Assert.Throws<OutOfMemoryException>(() => { arena.Allocate(1L << 47); });
        Assert.Throws<OutOfMemoryException>(() => { arena.Reallocate(block, long.MaxValue); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { arena.Allocate(-1); });
        Assert.True(arena.TryAllocate(1L << 47) == null);
        Assert.Equal(1, arena.BlockCount);
        Assert.Equal(104, arena.UsedBytes);
    }

    [Fact]
    public void Arena_AtItsLimit_RefusesAndUsesWhatWasFreed()
    {
        using var arena = new Arena();
        arena.Budget.Limit = 2 * Segment.Length;
        var blocks = new List<nint>();
        for (byte* block; (block = arena.TryAllocate(2000)) != null;)
        {
            blocks.Add((nint)block);
        }

        Assert.Throws<OutOfMemoryException>(() => { arena.Allocate(2000); });
        Assert.Throws<OutOfMemoryException>(() => { arena.Reallocate((byte*)blocks[0], 3 * MiB); });
        Assert.Equal(blocks.Count, arena.BlockCount);
        Assert.Equal(blocks.Count * Arena.RoundUp(2000), arena.UsedBytes);
        Assert.True(arena.UsedBytes > arena.MappedBytes * 0.96);
        foreach (nint block in blocks)
        {
            arena.Free((byte*)block);
        }

        arena.Free(arena.Allocate(3 * MiB));
        Assert.Equal(0, arena.UsedBytes);
    }

    [Fact]
    public void Arena_FreeOfNull_DoesNothing()
    {
        using var arena = new Arena();
        arena.Free(null);
        Assert.Equal(0, arena.BlockCount);
    }

#if DEBUG
    [Fact]
    public void Arena_DoubleFreeInDebug_IsFound()
    {
        using var arena = new Arena();
        byte* block = arena.Allocate(64);
        arena.Free(block);
        Assert.ThrowsAny<Exception>(() => arena.Free(block));
    }

    [Fact]
    public void Arena_ForeignPointerInDebug_IsFound()
    {
        using var arena = new Arena();
        using var other = new Arena();
        byte* block = other.Allocate(64);
        Assert.ThrowsAny<Exception>(() => arena.Free(block));
        Assert.ThrowsAny<Exception>(() => other.Free(block + 8));
    }

    [Fact]
    public void Arena_InDebug_FillsNewAndFreedBlocks()
    {
        using var arena = new Arena();
        byte* block = arena.Allocate(64);
        Assert.Equal(-1, new Span<byte>(block, 64).IndexOfAnyExcept(LiveBlocks.FreshPattern));
        arena.Free(block);
        Assert.Equal(-1, new Span<byte>(block + 8, 56).IndexOfAnyExcept(LiveBlocks.FreedPattern));
    }
#endif

    private static Func<Random, long> SizesOf(string mix) => mix switch
    {
        "small" => r => r.Next(0, 130),
        "classes" => r => r.Next(0, 40_000),
        "paged" => r => r.Next(30_000, 1_200_000),
        "huge" => r => r.Next(900_000, 9_000_000),
        _ => r => (long)Math.Exp(r.NextDouble() * Math.Log(300_000)),
    };
}
