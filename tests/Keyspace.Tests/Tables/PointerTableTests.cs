using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Tables;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Tables;

public sealed unsafe class PointerTableTests
{
    [Fact]
    public void PointerTable_Empty_CostsOneSmallBlock()
    {
        using var arena = new Arena();
        var table = PointerTable<TestLayout>.Create(arena);
        Assert.Equal(1, arena.BlockCount);
        Assert.InRange(arena.UsedBytes, 1, 64);
        Assert.Equal(arena.UsedBytes, table.MemoryBytes);
        Assert.True(table.Find("a"u8, KeyHash.Of("a"u8)) == null);
        Assert.True(table.Remove("a"u8, KeyHash.Of("a"u8)) == null);
        var random = new FastRandom(1);
        Assert.True(table.RandomElement(ref random) == null);
        table.Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    [Theory]
    [InlineData(1, 20)]
    [InlineData(2, 300)]
    [InlineData(3, 3_000)]
    [InlineData(4, 20_000)]
    public void PointerTable_RandomOperations_AgreesWithADictionary(int seed, int size)
    {
        using var arena = new Arena();
        var random = new Random(seed);
        var model = new TableModel(arena);
        int names = size * 2;
        for (int round = 0; round < 6; round++)
        {
            double additions = round % 2 == 0 ? 0.75 : 0.2;
            for (int i = 0; i < size * 3 / 2; i++)
            {
                Step(model, random, additions, names);
            }

            model.Check();
        }

        model.RemoveAll();
        Assert.Equal(0, model.Table.Count);
        Assert.Equal(1, arena.BlockCount);
        Assert.Equal(arena.UsedBytes, model.Table.MemoryBytes);
        model.Table.Free();
        Assert.Equal(0, arena.UsedBytes);
    }

    [Fact]
    public void PointerTable_FoundByHeader_IsTheSameTable()
    {
        using var arena = new Arena();
        var table = PointerTable<TestLayout>.Create(arena);
        byte* element = TestLayout.Create(arena, "key");
        table.Insert(element, TestLayout.HashOf(element));
        var again = new PointerTable<TestLayout>(arena, table.Header);
        Assert.Equal(1, again.Count);
        Assert.True(again.Find("key"u8, KeyHash.Of("key"u8)) == element);
    }

    [Fact]
    public void PointerTable_ManyElements_StaysWithinItsBoundPerElement()
    {
        using var arena = new Arena();
        var table = PointerTable<NumberLayout>.Create(arena);
        double worst = 0;
        const int Size = 2_000_000;
        long* numbers = (long*)arena.Allocate(Size * 8L);
        for (int i = 1; i <= Size; i++)
        {
            byte* element = (byte*)(numbers + i - 1);
            *(long*)element = i;
            table.Insert(element, KeyHash.Of(NumberLayout.Key(element)));
            if (i >= 100_000 && i % 5_000 == 0)
            {
                worst = Math.Max(worst, (double)table.MemoryBytes / i);
            }
        }

        Assert.True(worst <= 10.5, $"{worst:F2} bytes per element at the worst size");
        Assert.InRange(table.GetStatistics().AverageProbe, 0, 12);
    }

    [Fact]
    public void PointerTable_AfterMostElementsLeft_GaveItsMemoryBack()
    {
        using var arena = new Arena();
        var model = new TableModel(arena);
        for (int i = 0; i < 100_000; i++)
        {
            model.Add($"key:{i}");
        }

        long full = model.Table.MemoryBytes;
        for (int i = 0; i < 99_000; i++)
        {
            model.Remove($"key:{i}", byElement: i % 2 == 0);
        }

        model.Check();
        Assert.InRange(model.Table.MemoryBytes, 8_000, 20_000);
        Assert.InRange(full, 800_000, 1_060_000);
    }

    [Fact]
    public void PointerTable_KeysOfOneHashRange_GrowOnlyTheirSegments()
    {
        using var arena = new Arena();
        var model = new TableModel(arena);
        int added = 0;
        for (int i = 0; added < 3_000; i++)
        {
            string name = $"key:{i}";
            if (KeyHash.Of(System.Text.Encoding.UTF8.GetBytes(name)) >> 56 == 0x5A)
            {
                model.Add(name);
                added++;
            }
        }

        model.Check();
        Assert.InRange(model.Table.GetStatistics().DirectoryDepth, 8, 12);
        model.RemoveAll();
        Assert.Equal(1, arena.BlockCount);
    }

    [Theory]
    [InlineData(1, 1_000_000)]
    [InlineData(10, 500_000)]
    [InlineData(5_000, 500_000)]
    public void PointerTable_RandomElements_AreDrawnEvenly(int size, int draws)
    {
        using var arena = new Arena();
        var table = PointerTable<NumberLayout>.Create(arena);
        for (int i = 0; i < size; i++)
        {
            byte* element = NumberLayout.Create(arena, i);
            table.Insert(element, KeyHash.Of(NumberLayout.Key(element)));
        }

        var random = new FastRandom(5);
        var counts = new int[size];
        for (int i = 0; i < draws; i++)
        {
            counts[*(long*)table.RandomElement(ref random)]++;
        }

        // The sum of squared deviations follows a chi-square distribution with size - 1 degrees of freedom.
        double mean = (double)draws / size;
        double chiSquare = counts.Sum(c => (c - mean) * (c - mean) / mean);
        Assert.InRange(chiSquare, 0, size - 1 + (6 * Math.Sqrt(2.0 * size)));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void PointerTable_OutOfMemory_StaysAsItWasAndWorksOn(int seed)
    {
        using var arena = new Arena();
        var random = new Random(seed);
        var model = new TableModel(arena);
        int added = 0;
        for (int round = 0; round < 2; round++)
        {
            arena.Budget.Limit = (round + 1) * Segment.Length;
            bool full = false;
            while (!full)
            {
                full = !TryAdd(model, arena, $"key:{added++}");
            }

            model.Check();
            for (int i = model.Names.Count / 3; i > 0; i--)
            {
                model.Remove(model.Pick(random), byElement: false);
            }

            model.Check();
        }

        model.RemoveAll();
        Assert.Equal(1, arena.BlockCount);
    }

    // Leaves no element behind when there is no memory for it or its slot.
    private static bool TryAdd(TableModel model, Arena arena, string name)
    {
        long used = arena.UsedBytes;
        long tableBytes = model.Table.MemoryBytes;
        if (!model.TryAdd(name))
        {
            Assert.Equal(used, arena.UsedBytes);
            Assert.Equal(tableBytes, model.Table.MemoryBytes);
            return false;
        }

        return true;
    }

    private static void Step(TableModel model, Random random, double additions, int names)
    {
        double choice = random.NextDouble();
        if (choice < additions || model.Names.Count == 0)
        {
            model.Add($"key:{random.Next(names)}");
        }
        else if (choice < additions + 0.05)
        {
            model.Move(model.Pick(random));
        }
        else
        {
            model.Remove(model.Pick(random), byElement: random.Next(2) == 0);
        }
    }
}
