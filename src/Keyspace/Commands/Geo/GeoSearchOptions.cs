using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>All that the arguments of a search say.</summary>
internal struct GeoSearchOptions
{
    public GeoShape Shape;
    public bool WithDistance;
    public bool WithHash;
    public bool WithPosition;

    /// <summary>Whether any members will do, not the nearest.</summary>
    public bool Any;

    /// <summary>Most members; 0: no limit.</summary>
    public long Count;

    /// <summary>Order by distance: 1 ascending, -1 descending, 0 none.</summary>
    public int Order;

    /// <summary>Position of the destination; 0: the result is replied.</summary>
    public int Destination;

    /// <summary>Whether distances are stored as scores.</summary>
    public bool StoreDistance;

    private bool _hasMember;
    private bool _hasPosition;
    private bool _hasRadius;

    private readonly bool IsEitherWith => WithDistance || WithHash || WithPosition;

    /// <summary>Reads the arguments; false when the error has been replied.</summary>
    /// <param name="c">The call.</param>
    /// <param name="kind">The command.</param>
    /// <param name="isThere">Whether the set exists; if not, members are not looked for.</param>
    /// <param name="set">The set.</param>
    /// <param name="options">What was read.</param>
    public static bool TryParse(
        CommandContext c, GeoSearchKind kind, bool isThere, in SortedSetObject set, out GeoSearchOptions options)
    {
        options = default;
        if (!options.TryFixed(c, kind, isThere, set, out var index))
        {
            return false;
        }

        while (index < c.ArgCount)
        {
            if (options.TryFlag(c, index))
            {
                index++;
                continue;
            }

            var next = options.Take(c, kind, isThere, set, index);
            if (next == 0)
            {
                return false;
            }

            index = next;
        }

        return options.Agree(c, kind);
    }

    /// <summary>Reads what stands before the options.</summary>
    private bool TryFixed(CommandContext c, GeoSearchKind kind, bool isThere, in SortedSetObject set, out int index)
    {
        if ((kind & GeoSearchKind.AroundPosition) != 0)
        {
            index = 6;
            return GeoArguments.TryPosition(c, 2, out Shape.Center) && GeoArguments.TryRadius(c, 4, ref Shape);
        }

        if ((kind & GeoSearchKind.AroundMember) != 0)
        {
            index = 5;
            return !isThere || (TryMember(c, set, 2) && GeoArguments.TryRadius(c, 3, ref Shape));
        }

        Destination = kind == GeoSearchKind.SearchStore ? 1 : 0;
        index = kind == GeoSearchKind.SearchStore ? 3 : 2;
        return true;
    }

    private bool TryFlag(CommandContext c, int index)
    {
        if (c.IsOption(index, "WITHDIST"u8))
        {
            WithDistance = true;
        }
        else if (c.IsOption(index, "WITHHASH"u8))
        {
            WithHash = true;
        }
        else if (c.IsOption(index, "WITHCOORD"u8))
        {
            WithPosition = true;
        }
        else if (c.IsOption(index, "ANY"u8))
        {
            Any = true;
        }
        else if (c.IsOption(index, "ASC"u8))
        {
            Order = 1;
        }
        else if (c.IsOption(index, "DESC"u8))
        {
            Order = -1;
        }
        else
        {
            return false;
        }

        return true;
    }

    /// <summary>Takes an option with values; gives the position behind it, or 0 when the error has been replied.</summary>
    private int Take(CommandContext c, GeoSearchKind kind, bool isThere, in SortedSetObject set, int index)
    {
        var left = c.ArgCount - index - 1;
        if (left >= 1 && c.IsOption(index, "COUNT"u8))
        {
            return TryCount(c, index + 1) ? index + 2 : 0;
        }

        var taken = (kind & (GeoSearchKind.AroundPosition | GeoSearchKind.AroundMember)) != 0
            ? TakeStore(c, kind, index, left)
            : kind == GeoSearchKind.SearchStore && c.IsOption(index, "STOREDIST"u8)
                ? TakeStoreDistance(index)
                : TakeShape(c, isThere, set, index, left);
        if (taken < 0)
        {
            c.Reply.Error(RespErrors.Syntax);
        }

        return Math.Max(taken, 0);
    }

    private int TakeStoreDistance(int index)
    {
        StoreDistance = true;
        return index + 1;
    }

    /// <summary>STORE and STOREDIST of GEORADIUS; -1 if it is neither.</summary>
    private int TakeStore(CommandContext c, GeoSearchKind kind, int index, int left)
    {
        var withDistance = c.IsOption(index, "STOREDIST"u8);
        if (left < 1 || (kind & GeoSearchKind.ReadOnly) != 0 || (!withDistance && !c.IsOption(index, "STORE"u8)))
        {
            return -1;
        }

        Destination = index + 1;
        StoreDistance = withDistance;
        return index + 2;
    }

    /// <summary>Middle and size of GEOSEARCH; 0 when the error has been replied, -1 if it is neither.</summary>
    private int TakeShape(CommandContext c, bool isThere, in SortedSetObject set, int index, int left)
    {
        if (left >= 1 && !_hasPosition && c.IsOption(index, "FROMMEMBER"u8))
        {
            _hasMember = !isThere || TryMember(c, set, index + 1);
            return _hasMember ? index + 2 : 0;
        }

        if (left >= 2 && !_hasMember && c.IsOption(index, "FROMLONLAT"u8))
        {
            _hasPosition = GeoArguments.TryPosition(c, index + 1, out Shape.Center);
            return _hasPosition ? index + 3 : 0;
        }

        if (left >= 2 && !Shape.IsBox && c.IsOption(index, "BYRADIUS"u8))
        {
            _hasRadius = GeoArguments.TryRadius(c, index + 1, ref Shape);
            return _hasRadius ? index + 3 : 0;
        }

        if (left >= 3 && !_hasRadius && c.IsOption(index, "BYBOX"u8))
        {
            return GeoArguments.TryBox(c, index + 1, ref Shape) ? index + 4 : 0;
        }

        return -1;
    }

    private bool TryCount(CommandContext c, int index)
    {
        if (!c.TryInteger(index, out Count))
        {
            return false;
        }

        if (Count <= 0)
        {
            c.Reply.Error("ERR COUNT must be > 0"u8);
        }

        return Count > 0;
    }

    private bool TryMember(CommandContext c, in SortedSetObject set, int index)
    {
        if (GeoReads.TryPosition(set, c.Arg(index), out Shape.Center))
        {
            return true;
        }

        c.Reply.Error("ERR could not decode requested zset member"u8);
        return false;
    }

    private readonly bool Agree(CommandContext c, GeoSearchKind kind)
    {
        var isSearch = kind is GeoSearchKind.Search or GeoSearchKind.SearchStore;
        if (Destination != 0 && IsEitherWith)
        {
            c.Reply.Error(isSearch
                ? "ERR GEOSEARCHSTORE is not compatible with WITHDIST, WITHHASH and WITHCOORD options"u8
                : "ERR STORE option in GEORADIUS is not compatible with WITHDIST, WITHHASH and WITHCOORD options"u8);
            return false;
        }

        if (isSearch && !_hasMember && !_hasPosition)
        {
            ReplyMissing(c, "exactly one of FROMMEMBER or FROMLONLAT can be specified for");
            return false;
        }

        if (isSearch && !_hasRadius && !Shape.IsBox)
        {
            ReplyMissing(c, "exactly one of BYRADIUS and BYBOX can be specified for");
            return false;
        }

        if (Any && Count == 0)
        {
            c.Reply.Error("ERR the ANY argument requires COUNT argument"u8);
            return false;
        }

        return true;
    }

    /// <summary>The error names the command as the client wrote it.</summary>
    private static void ReplyMissing(CommandContext c, string text) =>
        c.Reply.Error($"ERR {text} {System.Text.Encoding.Latin1.GetString(c.Arg(0))}");
}
