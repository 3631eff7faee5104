using MtcpRedis.Keyspace.Structures.SortedSets;

namespace MtcpRedis.Keyspace.Commands.Geo;

/// <summary>A member that a search found.</summary>
internal struct GeoMatch
{
    /// <summary>Where the member is.</summary>
    public SortedSetPlace Place;

    /// <summary>Metres from the middle.</summary>
    public double Distance;

    /// <summary>Its score.</summary>
    public double Score;

    /// <summary>How many were found before it: members of one distance keep that order.</summary>
    public int Found;
}
