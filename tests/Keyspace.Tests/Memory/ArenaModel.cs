using MtcpRedis.Keyspace.Memory;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Memory;

/// <summary>Runs random operations on an arena beside a managed list of what must be in it.</summary>
internal sealed unsafe class ArenaModel(Arena arena, int seed)
{
    private readonly Random _random = new(seed);
    private readonly List<Block> _blocks = [];

    public int Count => _blocks.Count;

    public void Step(Func<Random, long> nextSize, double growth)
    {
        double choice = _random.NextDouble();
        if (_blocks.Count == 0 || choice < growth)
        {
            Allocate(nextSize(_random));
        }
        else if (choice < growth + 0.15)
        {
            Reallocate(_random.Next(_blocks.Count), nextSize(_random));
        }
        else
        {
            Free(_random.Next(_blocks.Count));
        }

        Assert.Equal(_blocks.Count, arena.BlockCount);
    }

    public void FreeAll()
    {
        while (_blocks.Count > 0)
        {
            Free(_random.Next(_blocks.Count));
        }
    }

    public void CheckSum() => Assert.Equal(_blocks.Sum(b => Arena.UsableSize((byte*)b.Address)), arena.UsedBytes);

    private void Allocate(long size)
    {
        byte* block = arena.Allocate(size);
        Assert.Equal(0, (nint)block & 7);
        Assert.Equal(Arena.RoundUp(size), Arena.UsableSize(block));
        _blocks.Add(Fill(block, size));
    }

    private void Reallocate(int index, long size)
    {
        Block old = _blocks[index];
        byte* block = arena.Reallocate((byte*)old.Address, size);
        Assert.True(Arena.UsableSize(block) >= size);
        Check(block, Math.Min(size, old.Size), old.Pattern);
        _blocks[index] = Fill(block, size);
    }

    private void Free(int index)
    {
        Block block = _blocks[index];
        Check((byte*)block.Address, block.Size, block.Pattern);
        arena.Free((byte*)block.Address);
        _blocks[index] = _blocks[^1];
        _blocks.RemoveAt(_blocks.Count - 1);
    }

    private Block Fill(byte* block, long size)
    {
        byte pattern = (byte)_random.Next(256);
        new Span<byte>(block, (int)size).Fill(pattern);
        return new Block((nint)block, size, pattern);
    }

    private static void Check(byte* block, long size, byte pattern) =>
        Assert.Equal(-1, new ReadOnlySpan<byte>(block, (int)size).IndexOfAnyExcept(pattern));

    private readonly record struct Block(nint Address, long Size, byte Pattern);
}
