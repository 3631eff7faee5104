using MtcpRedis.Core.Resp;
using MtcpRedis.Keyspace.Commands.SortedSets;
using MtcpRedis.Keyspace.Execution;
using MtcpRedis.Keyspace.Structures;
using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>GEOSEARCH, GEORADIUS and their variants.</summary>
internal static class GeoSearchCommands
{
    /// <summary>Results of the search that a thread runs; kept, since every search needs it.</summary>
    [ThreadStatic]
    private static NativeList<GeoMatch>? t_matches;

    public static void GeoSearch(CommandContext c) => Run(c, GeoSearchKind.Search, source: 1);

    public static void GeoSearchStore(CommandContext c) => Run(c, GeoSearchKind.SearchStore, source: 2);

    public static void GeoRadius(CommandContext c) => Run(c, GeoSearchKind.AroundPosition, source: 1);

    public static void GeoRadiusReadOnly(CommandContext c) =>
        Run(c, GeoSearchKind.AroundPosition | GeoSearchKind.ReadOnly, source: 1);

    public static void GeoRadiusByMember(CommandContext c) => Run(c, GeoSearchKind.AroundMember, source: 1);

    public static void GeoRadiusByMemberReadOnly(CommandContext c) =>
        Run(c, GeoSearchKind.AroundMember | GeoSearchKind.ReadOnly, source: 1);

    private static void Run(CommandContext c, GeoSearchKind kind, int source)
    {
        var isThere = SortedSetAccess.TryRead(c, source, out var set, out var replied);
        if (replied || !GeoSearchOptions.TryParse(c, kind, isThere, set, out var options))
        {
            return;
        }

        var matches = t_matches ??= new NativeList<GeoMatch>();
        matches.Clear();
        if (isThere)
        {
            Geo.GeoSearch.Run(set, options, matches);
        }

        if (options.Destination == 0)
        {
            Reply(c.Reply, set, options, matches);
        }
        else
        {
            var eventName = kind == GeoSearchKind.SearchStore ? "geosearchstore"u8 : "georadiusstore"u8;
            c.Reply.Integer(Store(c, set, options, matches, eventName));
        }
    }

    private static void Reply(ReplyWriter reply, in SortedSetObject set, in GeoSearchOptions options, NativeList<GeoMatch> matches)
    {
        var parts = (options.WithDistance ? 1 : 0) + (options.WithHash ? 1 : 0) + (options.WithPosition ? 1 : 0);
        reply.Array(matches.Count);
        for (var at = 0; at < matches.Count; at++)
        {
            ref var match = ref matches[at];
            if (parts > 0)
            {
                reply.Array(1 + parts);
            }

            ElementReply.Member(reply, set, match.Place);
            if (options.WithDistance)
            {
                GeoReply.Distance(reply, match.Distance / options.Shape.Unit);
            }

            if (options.WithHash)
            {
                reply.Integer((long)match.Score);
            }

            if (options.WithPosition)
            {
                GeoReply.Position(reply, GeoHash.OfScore(match.Score).Cell.Center);
            }
        }
    }

    private static long Store(
        CommandContext c, in SortedSetObject set, in GeoSearchOptions options, NativeList<GeoMatch> matches, ReadOnlySpan<byte> eventName)
    {
        var key = c.Arg(options.Destination);
        var database = c.DatabaseOf(key);
        var builder = new SortedSetBuilder(database.Arena);
        Span<byte> scratch = stackalloc byte[ElementValue.ScratchSize];
        for (var at = 0; at < matches.Count; at++)
        {
            ref var match = ref matches[at];
            builder.Set(
                set.Member(match.Place, scratch), options.StoreDistance ? match.Distance / options.Shape.Unit : match.Score);
        }

        var result = builder.Build(SortedSetLimits.Of(database.Shard.Settings));
        return SortedSetAccess.Store(c, key, ref result, eventName);
    }
}
