using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Commands.SortedSets;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>Questions about single members.</summary>
internal static class GeoReads
{
    public static void GeoDist(CommandContext c)
    {
        double unit = 1;
        if (c.ArgCount == 5)
        {
            if (!GeoArguments.TryUnit(c, 4, out unit))
            {
                return;
            }
        }
        else if (c.ArgCount > 5)
        {
            c.Reply.Error(RespErrors.Syntax);
            return;
        }

        var isThere = SortedSetAccess.TryRead(c, 1, out var set, out var replied);
        if (replied)
        {
            return;
        }

        if (isThere && TryPosition(set, c.Arg(2), out var from) && TryPosition(set, c.Arg(3), out var to))
        {
            GeoReply.Distance(c.Reply, GeoMath.Distance(from, to) / unit);
        }
        else
        {
            c.Reply.Null();
        }
    }

    public static void GeoHash(CommandContext c)
    {
        var isThere = SortedSetAccess.TryRead(c, 1, out var set, out var replied);
        if (replied)
        {
            return;
        }

        c.Reply.Array(c.ArgCount - 2);
        Span<byte> text = stackalloc byte[GeoHashText.Length];
        for (var index = 2; index < c.ArgCount; index++)
        {
            if (isThere && TryPosition(set, c.Arg(index), out var position))
            {
                GeoHashText.Write(position, text);
                c.Reply.Bulk(text);
            }
            else
            {
                c.Reply.Null();
            }
        }
    }

    public static void GeoPos(CommandContext c)
    {
        var isThere = SortedSetAccess.TryRead(c, 1, out var set, out var replied);
        if (replied)
        {
            return;
        }

        c.Reply.Array(c.ArgCount - 2);
        for (var index = 2; index < c.ArgCount; index++)
        {
            if (isThere && TryPosition(set, c.Arg(index), out var position))
            {
                GeoReply.Position(c.Reply, position);
            }
            else
            {
                c.Reply.NullArray();
            }
        }
    }

    /// <summary>The position of a member; false if it is not in the set.</summary>
    public static bool TryPosition(in SortedSetObject set, ReadOnlySpan<byte> member, out GeoPosition position)
    {
        var slot = set.Find(member);
        position = slot.IsFound ? Geo.GeoHash.OfScore(set.Score(slot)).Cell.Center : default;
        return slot.IsFound;
    }
}
