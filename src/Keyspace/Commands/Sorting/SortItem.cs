namespace MtcpRedis.Keyspace.Commands.Sorting;

/// <summary>An element that is sorted; its texts are in the buffer of the <see cref="SortWorkspace"/>.</summary>
internal struct SortItem
{
    /// <summary>Where the element's text begins.</summary>
    public int Text;

    /// <summary>Its length.</summary>
    public int Length;

    /// <summary>What it is ordered by, if that is a number.</summary>
    public double Score;

    /// <summary>Where the text it is ordered by begins.</summary>
    public int Weight;

    /// <summary>Its length; negative when the key or field it was looked up from does not exist.</summary>
    public int WeightLength;
}
