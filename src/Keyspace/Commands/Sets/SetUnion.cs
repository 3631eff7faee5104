using MtcpRedis.Keyspace.Entries;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.Sets;

namespace MtcpRedis.Keyspace.Commands.Sets;

/// <summary>SUNION and SUNIONSTORE.</summary>
internal static class SetUnion
{
    public static void SUnion(CommandContext c)
    {
        if (SetSources.TryFind(c, 1, c.ArgCount - 1, out SetSources sources))
            SetResult.ReplyAndFree(c, Compute(c, sources));
        sources.Dispose();
    }

    public static void SUnionStore(CommandContext c)
    {
        if (SetSources.TryFind(c, 2, c.ArgCount - 2, out SetSources sources))
            SetResult.Store(c, Compute(c, sources), "sunionstore"u8);
        sources.Dispose();
    }

    /// <summary>Makes the union in the arena of the first key, which is the destination if there is one.</summary>
    private static SetObject Compute(CommandContext c, in SetSources sources)
    {
        SetObject union = SetAccess.Create(c.DatabaseOf(c.Arg(1)), ValueEncoding.Intset);
        foreach (ref readonly SetObject set in sources.Sets)
        {
            foreach (ElementValue member in set)
                union.Add(member);
        }
        return union;
    }
}
