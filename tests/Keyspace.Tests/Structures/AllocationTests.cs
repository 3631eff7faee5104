using MtcpRedis.Core.Text;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Structures.Sorted;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Structures;

/// <summary>No operation may touch the managed heap. The first pass warms up code and the debug arena's own book-keeping.</summary>
public unsafe class AllocationTests
{
    private static readonly double[] Values = [0.1, 1e300, 12345.678, 1e-7, double.PositiveInfinity];

    [Fact]
    public void Lists_BuiltChangedAndFreed_AllocateNothing() => AssertNoAllocation(UseList);

    [Fact]
    public void IntSets_BuiltAndFreed_AllocateNothing() => AssertNoAllocation(UseIntSet);

    [Fact]
    public void SortedIndexes_BuiltChangedAndFreed_AllocateNothing() => AssertNoAllocation(UseIndex);

    [Fact]
    public void Numbers_ReadAndWritten_AllocateNothing() => AssertNoAllocation(UseNumbers);


    private static void AssertNoAllocation(Action<Arena> use)
    {
        using var arena = new Arena();
        use(arena);
        var before = GC.GetAllocatedBytesForCurrentThread();
        use(arena);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(0, arena.UsedBytes);
    }

    private static void UseList(Arena arena)
    {
        var list = ListObject.Create(arena, ListLimits.Default);
        Span<byte> text = stackalloc byte[IntegerText.MaxLength];
        for (var i = 0; i < 5_000; i++)
        {
            list.PushTail(text[..IntegerText.Format(i * 7919L, text)]);
        }

        list.InsertBefore(list.Seek(2_500), "pivot"u8);
        list.TrySet(-3, "replaced"u8);
        list.RemoveMatching("7919"u8, 0);
        for (var at = list.Seek(0); !at.IsNone; at = list.Next(at))
        {
            list.Read(at).AsText(text);
        }

        list.Trim(10, 3_000);
        list.RemoveHead();
        list.Free();
    }

    private static void UseIntSet(Arena arena)
    {
        var set = IntSet.Create(arena);
        for (var i = 0L; i < 2_000; i++)
        {
            IntSet.Add(arena, ref set, i * i * i);
        }

        IntSet.Remove(arena, ref set, 27);
        IntSet.Free(arena, set);
    }

    private static void UseIndex(Arena arena)
    {
        var index = SortedIndex.Create(arena);
        Span<byte> text = stackalloc byte[IntegerText.MaxLength];
        for (var i = 0; i < 5_000; i++)
        {
            index.Insert(ScoredMember.Create(arena, i * 7919 % 5_003, text[..IntegerText.Format(i, text)]));
        }

        index.ChangeScore(index.At(17).Element, 4_000.5);
        var freeing = new Freeing { Arena = arena };
        index.RemoveRange(index.CountBefore(ScoreCut.After(100)), 3_000, ref freeing);
        index.RemoveRange(0, index.Count, ref freeing);
        index.Free();
    }

    private static void UseNumbers(Arena arena)
    {
        Span<byte> text = stackalloc byte[LongDoubleText.MaxLength];
        foreach (var value in Values)
        {
            DoubleText.TryParse(text[..DoubleText.Format(value, text)], out _);
        }

        LongDoubleText.TryParse("1e4000"u8, out var large);
        LongDoubleText.TryParse("123456.12345678901234567890123456789012345678"u8, out var small);
        LongDoubleText.Format(large + small, text);
    }

    private struct Freeing : IRemovedElements
    {
        internal Arena Arena;

        public readonly void Removed(byte* element) => Arena.Free(element);
    }
}
