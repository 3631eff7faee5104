namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>How a search gives its middle and where it may put its result.</summary>
[Flags]
internal enum GeoSearchKind
{
    /// <summary>GEOSEARCH: everything is an option.</summary>
    Search = 0,

    /// <summary>GEOSEARCHSTORE: as GEOSEARCH, but the destination comes first.</summary>
    SearchStore = 1,

    /// <summary>GEORADIUS: a position and a radius.</summary>
    AroundPosition = 2,

    /// <summary>GEORADIUSBYMEMBER: a member and a radius.</summary>
    AroundMember = 4,

    /// <summary>The variants of GEORADIUS that cannot store.</summary>
    ReadOnly = 8,
}
