using MtcpRedis.Keyspace.Memory;
using MtcpRedis.Keyspace.Tables;

namespace MtcpRedis.Keyspace.Structures.Elements;

/// <summary>Frees the elements of a table that is taken apart.</summary>
internal unsafe struct ElementRelease(Arena arena) : ITableVisitor
{
    private long _count;

    /// <summary>Frees one segment of a table with its elements.</summary>
    /// <param name="arena">Owner of table and elements.</param>
    /// <param name="table">The table.</param>
    /// <param name="progress">0 at first; afterwards what the last call left.</param>
    /// <param name="budget">Less what was freed.</param>
    /// <returns>Whether the table is gone.</returns>
    public static bool FreeSome<TLayout>(Arena arena, PointerTable<TLayout> table, ref ulong progress, ref long budget)
        where TLayout : struct, ITableLayout
    {
        var release = new ElementRelease(arena);
        bool gone = table.Dismantle(ref progress, ref release);
        budget -= release._count;
        return gone;
    }

    /// <inheritdoc/>
    public void Visit(byte* element)
    {
        _count++;
        arena.Free(element);
    }
}
