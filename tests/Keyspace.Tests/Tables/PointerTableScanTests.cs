using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Tables;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Tables;

public sealed unsafe class PointerTableScanTests
{
    [Theory]
    [InlineData(0, 10)]
    [InlineData(5, 1)]
    [InlineData(500, 10)]
    [InlineData(20_000, 0)]
    [InlineData(20_000, 1)]
    [InlineData(20_000, 10)]
    [InlineData(20_000, 1_000_000)]
    public void Scan_UnchangedTable_VisitsEveryElementOnceInSteps(int size, int step)
    {
        using var arena = new Arena();
        var model = new TableModel(arena);
        for (int i = 0; i < size; i++)
        {
            model.Add($"key:{i}");
        }

        var visits = new Visits();
        ulong cursor = 0;
        do
        {
            int before = visits.Total;
            ulong next = model.Table.Scan(cursor, step, ref visits);
            Assert.True(next == 0 || next > cursor);
            Assert.Equal(0UL, next >> PointerTable<TestLayout>.CursorBits);
            Assert.InRange(visits.Total - before, next == 0 ? 0 : Math.Max(step, 1), Math.Max(step, 1) + 3);
            cursor = next;
        }
        while (cursor != 0);

        Assert.Equal(size, visits.Total);
        Assert.Equal(size, visits.Names.Count);
    }

    [Theory]
    [InlineData(1, 100, 60_000)]
    [InlineData(2, 60_000, 100)]
    [InlineData(3, 2_000, 2_500)]
    [InlineData(4, 40, 3_000)]
    [InlineData(5, 20_000, 900)]
    public void Scan_TableGrowsAndShrinksMeanwhile_VisitsWhatStaysExactlyOnce(int seed, int startSize, int endSize)
    {
        using var arena = new Arena();
        var random = new Random(seed);
        var model = new TableModel(arena);
        var staying = new HashSet<string>();
        for (int i = 0; i < 30; i++)
        {
            model.Add($"stays:{i}");
            staying.Add($"stays:{i}");
        }

        Drive(model, random, startSize, staying);
        for (int pass = 0; pass < 3; pass++)
        {
            var visits = new Visits();
            ulong cursor = 0;
            int target = pass % 2 == 0 ? endSize : startSize;
            int change = Math.Max(1, Math.Abs(endSize - startSize) / 25);
            do
            {
                cursor = model.Table.Scan(cursor, Math.Max(1, model.Names.Count / 25), ref visits);
                int next = model.Names.Count < target
                    ? Math.Min(target, model.Names.Count + change) : Math.Max(target, model.Names.Count - change);
                Drive(model, random, next, staying);
                Churn(model, random, staying);
            }
            while (cursor != 0);

            Assert.All(staying, name => Assert.Equal(1, visits.Names.GetValueOrDefault(name)));
        }

        model.Check();
    }

    [Fact]
    public void Scan_AnyCursor_VisitsTheRestInOrder()
    {
        using var arena = new Arena();
        var model = new TableModel(arena);
        for (int i = 0; i < 5_000; i++)
        {
            model.Add($"key:{i}");
        }

        var random = new Random(3);
        for (int i = 0; i < 200; i++)
        {
            ulong cursor = (ulong)random.NextInt64(1L << PointerTable<TestLayout>.CursorBits);
            var visits = new Visits();
            Assert.Equal(0UL, model.Table.Scan(cursor | (7UL << 60), long.MaxValue, ref visits));
            int expected = model.Names.Count(n => TestLayout.HashOf(model.Find(n)) >> 16 >= cursor);
            Assert.Equal(expected, visits.Total);
        }
    }

    [Fact]
    public void Scan_EverythingVisitedIsRemoved_TableShrinksAlong()
    {
        using var arena = new Arena();
        var model = new TableModel(arena);
        for (int i = 0; i < 30_000; i++)
        {
            model.Add($"key:{i}");
        }

        long full = model.Table.MemoryBytes;
        ulong cursor = 0;
        int steps = 0;
        do
        {
            var visits = new Visits();
            cursor = model.Table.Scan(cursor, 100, ref visits);
            foreach (string name in visits.Names.Keys)
            {
                model.Remove(name, byElement: false);
            }

            if (++steps == 225)
            {
                model.Check();
                Assert.InRange(model.Table.MemoryBytes, full / 8, full * 3 / 10);
            }
        }
        while (cursor != 0);

        Assert.Equal(0, model.Table.Count);
        Assert.Equal(1, arena.BlockCount);
    }

    private static void Drive(TableModel model, Random random, int size, HashSet<string> staying)
    {
        while (model.Names.Count < size)
        {
            model.Add($"key:{random.Next()}");
        }

        while (model.Names.Count > size)
        {
            RemoveOne(model, random, staying);
        }
    }

    private static void Churn(TableModel model, Random random, HashSet<string> staying)
    {
        for (int i = 0; i < 20; i++)
        {
            RemoveOne(model, random, staying);
            model.Add($"key:{random.Next()}");
        }
    }

    private static void RemoveOne(TableModel model, Random random, HashSet<string> staying)
    {
        string name = model.Pick(random);
        if (!staying.Contains(name))
        {
            model.Remove(name, byElement: false);
        }
    }

    private struct Visits : ITableVisitor
    {
        public Visits()
        {
        }

        public Dictionary<string, int> Names { get; } = [];

        public int Total { get; private set; }

        public void Visit(byte* element)
        {
            string name = TestLayout.NameOf(element);
            Names[name] = Names.GetValueOrDefault(name) + 1;
            Total++;
        }
    }
}
