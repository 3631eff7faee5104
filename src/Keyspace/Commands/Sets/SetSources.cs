using System.Buffers;
using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures.Sets;

namespace MtcpRedis.Keyspace.Commands.Sets;

/// <summary>The sets that a command combines, in the order of its arguments; they may belong to different shards.</summary>
internal struct SetSources : IDisposable
{
    private SetObject[]? _sets;

    /// <summary>Sets found.</summary>
    public int Count { get; private set; }

    /// <summary>Whether a key was missing.</summary>
    public bool AnyMissing { get; private set; }

    /// <summary>Whether the first key was missing.</summary>
    public bool FirstMissing { get; private set; }

    /// <summary>The sets; their order may be changed.</summary>
    public readonly Span<SetObject> Sets => _sets.AsSpan(0, Count);

    /// <summary>Finds the sets; false when a key holds something else and the error has been replied.</summary>
    /// <param name="c">The call.</param>
    /// <param name="first">Position of the first key.</param>
    /// <param name="count">Number of keys.</param>
    /// <param name="sources">The sets; to be disposed of in any case.</param>
    public static bool TryFind(CommandContext c, int first, int count, out SetSources sources)
    {
        sources = new SetSources { _sets = ArrayPool<SetObject>.Shared.Rent(count) };
        for (int i = first; i < first + count; i++)
        {
            if (!c.TryRead(i, RedisType.Set, out Entry entry))
                return false;
            if (entry.IsNull)
            {
                sources.AnyMissing = true;
                sources.FirstMissing |= i == first;
                continue;
            }
            sources._sets[sources.Count++] = SetAccess.Open(c.DatabaseOf(c.Arg(i)), entry);
        }
        return true;
    }

    /// <summary>Sorts the sets from one on by their size; equal ones keep their order.</summary>
    /// <param name="from">Index of the first to sort.</param>
    /// <param name="descending">Whether the largest comes first.</param>
    public readonly void SortBySize(int from, bool descending)
    {
        Span<SetObject> sets = Sets[from..];
        if (descending)
            sets.Sort(static (left, right) => right.Count.CompareTo(left.Count));
        else
            sets.Sort(static (left, right) => left.Count.CompareTo(right.Count));
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_sets is not null)
            ArrayPool<SetObject>.Shared.Return(_sets, clearArray: true);
        _sets = null;
    }
}
