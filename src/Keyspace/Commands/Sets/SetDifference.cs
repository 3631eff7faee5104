using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Sets;

namespace MtcpRedis.Keyspace.Commands.Sets;

/// <summary>SDIFF and SDIFFSTORE: the members of the first set that none of the others has.</summary>
internal static class SetDifference
{
    public static void SDiff(CommandContext c)
    {
        if (SetSources.TryFind(c, 1, c.ArgCount - 1, out SetSources sources))
            SetResult.ReplyAndFree(c, Compute(c, sources));
        sources.Dispose();
    }

    public static void SDiffStore(CommandContext c)
    {
        if (SetSources.TryFind(c, 2, c.ArgCount - 2, out SetSources sources))
            SetResult.Store(c, Compute(c, sources), "sdiffstore"u8);
        sources.Dispose();
    }

    /// <summary>Makes the difference in the arena of the first key, which is the destination if there is one.</summary>
    private static SetObject Compute(CommandContext c, in SetSources sources)
    {
        SetObject difference = SetAccess.Create(c.DatabaseOf(c.Arg(1)), ValueEncoding.Intset);
        if (sources.FirstMissing)
            return difference;
        if (sources.Count > 1 && HoldsFirstAgain(sources))
            return difference;
        if (IsProbingCheaper(sources))
            AddUnlessElsewhere(ref difference, sources);
        else
            AddAndTakeAway(ref difference, sources);
        return difference;
    }

    private static bool HoldsFirstAgain(in SetSources sources)
    {
        long first = sources.Sets[0].Word;
        foreach (ref readonly SetObject set in sources.Sets[1..])
        {
            if (set.Word == first)
                return true;
        }
        return false;
    }

    /// <summary>
    /// Whether looking up every member of the first set in the others is less work than going through all of them; as a lookup can
    /// end early it counts half. The choice is Redis' own, as the result's encoding depends on it.
    /// </summary>
    private static bool IsProbingCheaper(in SetSources sources)
    {
        Int128 all = 0;
        foreach (ref readonly SetObject set in sources.Sets)
            all += set.Count;
        return (Int128)sources.Sets[0].Count * sources.Count / 2 <= all;
    }

    private static void AddUnlessElsewhere(ref SetObject difference, in SetSources sources)
    {
        // A member is most probably found in the largest set.
        sources.SortBySize(1, descending: true);
        ReadOnlySpan<SetObject> others = sources.Sets[1..];
        foreach (ElementValue member in sources.Sets[0])
        {
            if (!IsInAny(others, member))
                difference.Add(member);
        }
    }

    private static bool IsInAny(ReadOnlySpan<SetObject> sets, ElementValue member)
    {
        foreach (ref readonly SetObject set in sets)
        {
            if (set.Contains(member))
                return true;
        }
        return false;
    }

    private static void AddAndTakeAway(ref SetObject difference, in SetSources sources)
    {
        foreach (ElementValue member in sources.Sets[0])
            difference.Add(member);
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        foreach (ref readonly SetObject set in sources.Sets[1..])
        {
            foreach (ElementValue member in set)
            {
                difference.Remove(member.AsText(scratch));
                if (difference.Count == 0)
                    return;
            }
        }
    }
}
