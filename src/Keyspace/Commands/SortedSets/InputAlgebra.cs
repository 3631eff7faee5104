using MtcpRedis.Core.Hashing;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Elements;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.SortedSets;

/// <summary>
/// The work behind the algebra commands. Sums of floating-point numbers depend on their order; it is that of Redis, which takes
/// small inputs first.
/// </summary>
internal static unsafe class InputAlgebra
{
    /// <summary>Collects the members of the result.</summary>
    public static void Run(
        AlgebraOperation operation, Span<ScoredInput> inputs, in AlgebraOptions options, ref SortedSetBuilder builder)
    {
        switch (operation)
        {
            case AlgebraOperation.Union:
                Union(inputs, options, ref builder);
                break;
            case AlgebraOperation.Intersection:
                Intersect(inputs, options, ref builder);
                break;
            default:
                Subtract(inputs, ref builder);
                break;
        }
    }

    /// <summary>Members that all inputs have, but no more than a limit if it is not 0.</summary>
    public static long CountIntersection(Span<ScoredInput> inputs, long limit)
    {
        SortBySize(inputs);
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        long count = 0;
        var members = inputs[0].GetEnumerator();
        while (members.MoveNext())
        {
            if (AllHave(inputs[1..], members.Member(scratch)) && ++count == limit)
            {
                break;
            }
        }

        return count;
    }

    private static void Union(Span<ScoredInput> inputs, in AlgebraOptions options, ref SortedSetBuilder builder)
    {
        SortBySize(inputs);
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        foreach (ref var input in inputs)
        {
            var members = input.GetEnumerator();
            while (members.MoveNext())
            {
                var member = members.Member(scratch);
                var hash = KeyHash.Of(member);
                var score = NumberOrZero(members.Score * input.Weight);
                var element = builder.Find(member, hash);
                if (element == null)
                {
                    builder.Add(member, hash, score);
                }
                else
                {
                    ScoredMember.SetScore(element, options.Combine(ScoredMember.Score(element), score));
                }
            }
        }
    }

    private static void Intersect(Span<ScoredInput> inputs, in AlgebraOptions options, ref SortedSetBuilder builder)
    {
        SortBySize(inputs);
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        var members = inputs[0].GetEnumerator();
        while (members.MoveNext())
        {
            var member = members.Member(scratch);
            var score = NumberOrZero(members.Score * inputs[0].Weight);
            var everywhere = true;
            for (var at = 1; everywhere && at < inputs.Length; at++)
            {
                everywhere = inputs[at].TryScore(member, out var other);
                score = options.Combine(score, other * inputs[at].Weight);
            }

            if (everywhere)
            {
                builder.Add(member, KeyHash.Of(member), score);
            }
        }
    }

    private static void Subtract(Span<ScoredInput> inputs, ref SortedSetBuilder builder)
    {
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        var others = inputs[1..];
        var members = inputs[0].GetEnumerator();
        while (members.MoveNext())
        {
            var member = members.Member(scratch);
            if (!AnyHas(others, member))
            {
                builder.Add(member, KeyHash.Of(member), members.Score);
            }
        }
    }

    private static bool AllHave(Span<ScoredInput> inputs, ReadOnlySpan<byte> member)
    {
        foreach (ref var input in inputs)
        {
            if (!input.TryScore(member, out _))
            {
                return false;
            }
        }

        return true;
    }

    private static bool AnyHas(Span<ScoredInput> inputs, ReadOnlySpan<byte> member)
    {
        foreach (ref var input in inputs)
        {
            if (input.TryScore(member, out _))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Sorts by insertion: inputs are few, and equal ones keep their order.</summary>
    private static void SortBySize(Span<ScoredInput> inputs)
    {
        for (var at = 1; at < inputs.Length; at++)
        {
            var moved = inputs[at];
            var to = at;
            for (; to > 0 && inputs[to - 1].Count > moved.Count; to--)
            {
                inputs[to] = inputs[to - 1];
            }

            inputs[to] = moved;
        }
    }

    private static double NumberOrZero(double score) => double.IsNaN(score) ? 0 : score;
}
