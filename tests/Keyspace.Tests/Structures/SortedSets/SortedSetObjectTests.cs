using System.Text;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Sorted;
using MtcpRedis.Keyspace.Structures.SortedSets;
using Xunit;

namespace MtcpRedis.Keyspace.Tests.Structures.SortedSets;

/// <summary>The facade over both encodings, against a sorted list of the runtime.</summary>
public sealed class SortedSetObjectTests
{
    private static readonly SortedSetLimits s_default = new(128, 64);

    [Theory]
    [InlineData(1000, 128)]
    [InlineData(40, 128)]
    [InlineData(1000, 0)]
    public void Set_RandomOperations_EqualsModelAndGivesAllMemoryBack(int members, int entries)
    {
        using var arena = new Arena();
        var baseline = arena.UsedBytes;
        var random = new Random(members + entries);
        var set = SortedSetObject.Create(arena, new SortedSetLimits(entries, 64));
        var model = new Dictionary<string, double>();
        for (var step = 0; step < 4000; step++)
        {
            var name = Name(random.Next(members));
            double score = random.Next(-20, 20) / 4.0;
            var text = Encoding.Latin1.GetBytes(name);
            var slot = set.Find(text);
            Assert.Equal(model.ContainsKey(name), slot.IsFound);
            if (!slot.IsFound)
            {
                set.Add(slot, text, score);
                model.Add(name, score);
            }
            else if (random.Next(3) == 0)
            {
                set.Remove(slot);
                model.Remove(name);
            }
            else
            {
                set.ChangeScore(slot, text, score);
                model[name] = score;
            }

            if (step % 500 == 0)
            {
                AssertEqual(model, set);
            }
        }

        AssertEqual(model, set);
        set.RemoveRange(1, set.Count - 2);
        AssertEqual(Ordered(model).Where((_, rank) => rank == 0 || rank == model.Count - 1).ToDictionary(), set);
        set.Free();
        Assert.Equal(baseline, arena.UsedBytes);
    }

    [Theory]
    [InlineData(128, ValueEncoding.Listpack)]
    [InlineData(129, ValueEncoding.Skiplist)]
    public void Encoding_NumberOfMembers_FollowsLimit(int members, ValueEncoding expected)
    {
        using var arena = new Arena();
        var set = Filled(arena, members, s_default);
        Assert.Equal(expected, set.Encoding);
    }

    [Fact]
    public void Encoding_LongMember_LeavesListpack()
    {
        using var arena = new Arena();
        var set = Filled(arena, 3, s_default);
        var member = new byte[65];
        set.Add(set.Find(member), member, 1);
        Assert.Equal(ValueEncoding.Skiplist, set.Encoding);
        Assert.Equal(4, set.Count);
    }

    [Fact]
    public void Score_NegativeZero_LosesSignInListpackOnly()
    {
        using var arena = new Arena();
        foreach (var (entries, negative) in new[] { (128, false), (0, true) })
        {
            var set = SortedSetObject.Create(arena, new SortedSetLimits(entries, 64));
            set.Add(set.Find("a"u8), "a"u8, -0.0);
            Assert.Equal(negative, double.IsNegative(set.Score(set.Find("a"u8))));
        }
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3000)]
    public void CopyTo_OtherArena_IsEqualAndIndependent(int members)
    {
        using var arena = new Arena();
        using var other = new Arena();
        var baseline = other.UsedBytes;
        var set = Filled(arena, members, s_default);
        var copy = set.CopyTo(other);
        set.Free();
        Assert.Equal(members, copy.Count);
        Assert.Equal(7.5, copy.Score(copy.Find(Encoding.Latin1.GetBytes(Name(7)))));
        copy.Free();
        Assert.Equal(baseline, other.UsedBytes);
    }

    [Theory]
    [InlineData(100)]
    [InlineData(3000)]
    public void CountBefore_ScoreCuts_CountsAsDefined(int members)
    {
        using var arena = new Arena();
        var set = Filled(arena, members, s_default);
        Assert.Equal(50, set.CountBefore(ScoreCut.Before(50.5)));
        Assert.Equal(51, set.CountBefore(ScoreCut.After(50.5)));
        Assert.Equal(members, set.CountBefore(ScoreCut.After(double.PositiveInfinity)));
    }

    [Fact]
    public void Memory_LargeSet_CostsAtMostEightyBytesPerMember()
    {
        const int Members = 200_000;
        using var arena = new Arena();
        var before = arena.UsedBytes;
        var set = Filled(arena, Members, s_default);
        var each = (arena.UsedBytes - before) / (double)Members;
        Assert.True(each <= 80, $"{each} bytes per member");
        Assert.Equal(arena.UsedBytes - before, set.MemoryBytes(0));
    }

    [Fact]
    public void AddAndPop_LargeSet_AllocatesNothingManaged()
    {
        using var arena = new Arena();
        var set = Filled(arena, 2000, s_default);

        // The first pass warms up code and the debug arena's own book-keeping.
        Cycle(ref set, 5000);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Cycle(ref set, 5000);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    private static void Cycle(ref SortedSetObject set, int times)
    {
        Span<byte> member = stackalloc byte[16];
        member.Clear();
        for (var at = 0; at < times; at++)
        {
            BitConverter.TryWriteBytes(member, at);
            set.Add(set.Find(member), member, at % 97);
            set.ChangeScore(set.Find(member), member, at % 89);
            set.Remove(set.Find(member));
        }
    }

    private static string Name(int number) => number % 3 == 0 ? $"{number}" : $"member:{number:D6}";

    private static SortedSetObject Filled(Arena arena, int members, SortedSetLimits limits)
    {
        var set = SortedSetObject.Create(arena, limits);
        for (var at = 0; at < members; at++)
        {
            var member = Encoding.Latin1.GetBytes(Name(at));
            set.Add(set.Find(member), member, at + 0.5);
        }

        return set;
    }

    private static List<KeyValuePair<string, double>> Ordered(Dictionary<string, double> model) =>
        [.. model.OrderBy(pair => pair.Value).ThenBy(pair => pair.Key, StringComparer.Ordinal)];

    private static void AssertEqual(Dictionary<string, double> model, SortedSetObject set)
    {
        Assert.Equal(model.Count, set.Count);
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        long rank = 0;
        var place = set.At(0);
        foreach (var (name, score) in Ordered(model))
        {
            Assert.Equal(name, Encoding.Latin1.GetString(set.Member(place, scratch)));
            Assert.Equal(score, set.Score(place));
            Assert.Equal(rank, set.RankOf(set.Find(Encoding.Latin1.GetBytes(name))));
            Assert.Equal(score, set.Score(set.At(rank)));
            rank++;
            place = set.Next(place);
        }

        Assert.True(place.IsNone);
    }
}
