using MtcpRedis.Core.Commands;
using MtcpRedis.Keyspace.Execution;
using static MtcpRedis.Core.Commands.CommandFlags;
using static MtcpRedis.Core.Commands.KeySpecFlags;

namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>The commands on positions, which are sorted sets whose scores are geohashes of 52 bits.</summary>
internal static class GeoCommands
{
    public static ShardCommand[] All { get; } =
    [
        new("GEOADD", -5, Write | DenyOom, Keys.At(1, RW | Update), CommandGroup.Geo, GeoAddCommand.GeoAdd)
        {
            Docs = new(
                "Adds members with their positions, or moves members that are there.",
                "3.2.0",
                "O(log(N)) for each item added, where N is the number of elements in the sorted set.")
            {
                Arguments = "key [NX | XX] [change: CH] longitude latitude member [longitude latitude member ...]",
            },
        },
        new("GEODIST", -4, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.Geo, GeoReads.GeoDist)
        {
            Docs = new("Gives the distance between two members.", "3.2.0", "O(1)")
            {
                Arguments = "key member1 member2 [M | KM | FT | MI]",
            },
        },
        new("GEOHASH", -2, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.Geo, GeoReads.GeoHash)
        {
            Docs = new("Gives the geohashes of members as text.", "3.2.0", "O(1) for each member requested.")
            {
                Arguments = "key [member [member ...]]",
            },
        },
        new("GEOPOS", -2, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.Geo, GeoReads.GeoPos)
        {
            Docs = new("Gives the positions of members.", "3.2.0", "O(1) for each member requested.")
            {
                Arguments = "key [member [member ...]]",
            },
        },
        new("GEOSEARCH", -7, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.Geo, GeoSearchCommands.GeoSearch)
        {
            Docs = new(
                "Gives the members within a circle or box.",
                "6.2.0",
                "O(N+log(M)) where N is the number of elements in the grid-aligned bounding box area around the shape provided as the filter and M is the number of items inside the shape")
            {
                Arguments = "key <from: FROMMEMBER member | FROMLONLAT longitude latitude> <by: <circle: <BYRADIUS radius> <M | KM | FT | MI>> | <box: <BYBOX width> height <M | KM | FT | MI>>> [ASC | DESC] [count-block: <COUNT count> [ANY]] [WITHCOORD] [WITHDIST] [WITHHASH]",
            },
        },
        new(
            "GEOSEARCHSTORE", -8, Write | DenyOom, [Keys.At(1, OW | Update), Keys.At(2, RO | Access)],
            CommandGroup.Geo, GeoSearchCommands.GeoSearchStore)
        {
            Docs = new(
                "Stores the members within a circle or box.",
                "6.2.0",
                "O(N+log(M)) where N is the number of elements in the grid-aligned bounding box area around the shape provided as the filter and M is the number of items inside the shape")
            {
                Arguments = "destination source <from: FROMMEMBER member | FROMLONLAT longitude latitude> <by: <circle: <BYRADIUS radius> <M | KM | FT | MI>> | <box: <BYBOX width> height <M | KM | FT | MI>>> [ASC | DESC] [count-block: <COUNT count> [ANY]] [STOREDIST]",
            },
        },
        new(
            "GEORADIUS", -6, Write | DenyOom, [Keys.At(1, RO | Access), Keys.After("STORE", 6, OW | Update), Keys.After("STOREDIST", 6, OW | Update)],
            CommandGroup.Geo, GeoSearchCommands.GeoRadius)
        {
            Docs = new(
                "Gives or stores the members within a circle around a position.",
                "3.2.0",
                "O(N+log(M)) where N is the number of elements inside the bounding box of the circular area delimited by center and radius and M is the number of items inside the index.")
            {
                Arguments = "key longitude latitude radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [count-block: <COUNT count> [ANY]] [ASC | DESC] [store: STORE storekey~key | STOREDIST storedistkey~key]",
                DeprecatedSince = "6.2.0",
                ReplacedBy = "`GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` argument",
            },
        },
        new("GEORADIUS_RO", -6, CommandFlags.ReadOnly, Keys.At(1, RO | Access), CommandGroup.Geo, GeoSearchCommands.GeoRadiusReadOnly)
        {
            Docs = new(
                "Gives the members within a circle around a position.",
                "3.2.10",
                "O(N+log(M)) where N is the number of elements inside the bounding box of the circular area delimited by center and radius and M is the number of items inside the index.")
            {
                Arguments = "key longitude latitude radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [count-block: <COUNT count> [ANY]] [ASC | DESC]",
                DeprecatedSince = "6.2.0",
                ReplacedBy = "`GEOSEARCH` with the `BYRADIUS` argument",
            },
        },
        new(
            "GEORADIUSBYMEMBER", -5, Write | DenyOom, [Keys.At(1, RO | Access), Keys.After("STORE", 5, OW | Update), Keys.After("STOREDIST", 5, OW | Update)],
            CommandGroup.Geo, GeoSearchCommands.GeoRadiusByMember)
        {
            Docs = new(
                "Gives or stores the members within a circle around a member.",
                "3.2.0",
                "O(N+log(M)) where N is the number of elements inside the bounding box of the circular area delimited by center and radius and M is the number of items inside the index.")
            {
                Arguments = "key member radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [count-block: <COUNT count> [ANY]] [ASC | DESC] [store: STORE storekey~key | STOREDIST storedistkey~key]",
                DeprecatedSince = "6.2.0",
                ReplacedBy = "`GEOSEARCH` and `GEOSEARCHSTORE` with the `BYRADIUS` and `FROMMEMBER` arguments",
            },
        },
        new(
            "GEORADIUSBYMEMBER_RO", -5, CommandFlags.ReadOnly, Keys.At(1, RO | Access),
            CommandGroup.Geo, GeoSearchCommands.GeoRadiusByMemberReadOnly)
        {
            Docs = new(
                "Gives the members within a circle around a member.",
                "3.2.10",
                "O(N+log(M)) where N is the number of elements inside the bounding box of the circular area delimited by center and radius and M is the number of items inside the index.")
            {
                Arguments = "key member radius <M | KM | FT | MI> [WITHCOORD] [WITHDIST] [WITHHASH] [count-block: <COUNT count> [ANY]] [ASC | DESC]",
                DeprecatedSince = "6.2.0",
                ReplacedBy = "`GEOSEARCH` with the `BYRADIUS` and `FROMMEMBER` arguments",
            },
        },
    ];
}
